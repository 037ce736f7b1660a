package app.parley.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps conversations and their message trees. The owner comes first everywhere: another person's
 * conversation looks like one that never was. A call inside a transaction of the database joins it.
 */
public interface ConversationStore {
    void create(UUID owner, Conversation conversation);

    Optional<Conversation> find(UUID owner, UUID id);

    /** The same, and nobody else changes the conversation until the transaction ends. */
    Optional<Conversation> lock(UUID owner, UUID id);

    /**
     * The owner's conversations, the one that changed last first.
     *
     * @param after the end of the page before; null for the first page
     */
    List<Conversation> list(UUID owner, @Nullable ListCursor after, int limit);

    /** Replaces title, model, active leaf, running turn, collections and time of change. */
    void update(UUID owner, Conversation conversation);

    /** Frees the conversation for the next turn, if this one is the running one. */
    void turnEnded(UUID owner, UUID id, UUID turnId, Instant now);

    /**
     * @return false if there was none
     */
    boolean delete(UUID owner, UUID id);

    Optional<Message> message(UUID owner, UUID messageId);

    void add(UUID owner, Message message);

    /** Replaces status, model, turn, parts, citations, error and usage. */
    void replace(UUID owner, Message message);

    /**
     * A branch's messages in reading order, ending with the given one.
     *
     * @param last a message of the conversation
     * @param limit at most this many, the latest
     */
    List<Message> branch(UUID owner, UUID conversationId, UUID last, int limit);

    /** For each of the messages its siblings' ids, itself included, oldest first. */
    List<Siblings> siblings(UUID owner, UUID conversationId, List<Message> messages);

    /**
     * The leaf below the message that is reached by always taking the newest child; the message
     * itself if it is one.
     */
    UUID newestLeafBelow(UUID owner, UUID conversationId, UUID messageId);

    /** Sets the title unless there is one. @return whether it was set */
    boolean titleIfUntitled(UUID owner, UUID id, String title, Instant now);

    /** A message's siblings. */
    record Siblings(UUID messageId, List<UUID> siblingIds) {}
}
