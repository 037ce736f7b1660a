package app.parley.knowledge.index;

import java.util.UUID;

/** A passage that an index has found, and how well it fits. */
public record Hit(UUID passage, double score) {}
