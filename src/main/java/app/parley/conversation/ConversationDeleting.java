package app.parley.conversation;

import java.util.UUID;

/** A conversation is about to be deleted by its owner: what belongs to it alone goes before it. */
public record ConversationDeleting(UUID ownerId, UUID conversationId) {}
