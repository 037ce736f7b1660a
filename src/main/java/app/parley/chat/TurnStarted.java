package app.parley.chat;

import java.util.UUID;

/** A turn was recorded and runs. Published after the commit. */
public record TurnStarted(UUID ownerId, UUID conversationId, UUID turnId, UUID answerId) {}
