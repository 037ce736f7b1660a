package app.parley.conversation;

import java.util.UUID;

/** A conversation is gone with everything in it. Published after the commit. */
public record ConversationDeleted(UUID ownerId, UUID conversationId) {}
