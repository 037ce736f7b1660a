package app.parley.moderation;

import java.util.UUID;

/** Whose question or answer it is. */
public record ModeratedTurn(UUID personId, UUID conversationId, UUID turnId) {}
