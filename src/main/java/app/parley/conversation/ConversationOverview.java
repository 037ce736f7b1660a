package app.parley.conversation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What can be said of conversations without reading their messages one by one. */
public interface ConversationOverview {
    /**
     * How the owner's conversations began, the one that changed last first; those without a
     * question are left out.
     */
    List<Opening> openings(UUID owner, int limit);

    /** How many messages a conversation has on all its branches. */
    int messages(UUID owner, UUID conversationId);

    /** How many questions the owner has asked since. */
    int questionsSince(UUID owner, Instant moment);

    /**
     * A conversation's beginning.
     *
     * @param question the first that was asked
     */
    record Opening(UUID conversationId, String question, Instant updatedAt) {}
}
