package app.parley.conversation;

import java.util.UUID;

/** An administrator has opened a chat of this person. Published after the commit. */
public record ChatRead(UUID personId, UUID conversationId) {}
