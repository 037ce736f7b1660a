package app.parley.conversation;

/** A conversation was made, named, moved or got a message. Published after the commit. */
public record ConversationChanged(Conversation conversation) {}
