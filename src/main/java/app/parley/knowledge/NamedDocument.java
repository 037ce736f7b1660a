package app.parley.knowledge;

import java.util.UUID;

/** A document by its name, and how far it is. */
public record NamedDocument(UUID id, String title, DocumentState state) {}
