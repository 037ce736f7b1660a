package app.parley.langchat;

import app.parley.conversation.ConversationOverview;
import app.parley.conversation.ConversationStore;
import app.parley.conversation.Conversations;
import app.parley.conversation.Message;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** LangChat's sessions, which are Parley's conversations. */
@Service
@OnLangChatApi
class ChatSessions {
    private static final int MOST_LISTED = 1_000;
    private static final int LONGEST_HISTORY = 10_000;
    private static final int LONGEST_TITLE = 60;

    private final Conversations conversations;
    private final ConversationStore store;
    private final ConversationOverview overview;

    ChatSessions(
            Conversations conversations, ConversationStore store, ConversationOverview overview) {
        this.conversations = conversations;
        this.store = store;
        this.overview = overview;
    }

    /**
     * @param title how the first question begins
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Session(String sessionId, String title, Instant lastActive) {}

    /**
     * @param role {@code user} or {@code bot}
     */
    record Line(String role, String content) {}

    /** The person's sessions, the last active first. */
    List<Session> list(UUID owner) {
        return overview.openings(owner, MOST_LISTED).stream()
                .map(
                        opening ->
                                new Session(
                                        opening.conversationId().toString(),
                                        beginningOf(opening.question()),
                                        opening.updatedAt()))
                .toList();
    }

    /** What was said on the branch that is shown; of a long one, the end. */
    List<Line> history(UUID owner, String sessionId) {
        var conversation = store.find(owner, existing(owner, sessionId)).orElseThrow();
        var last = conversation.activeLeafId();
        if (last == null) {
            return List.of();
        }
        return store.branch(owner, conversation.id(), last, LONGEST_HISTORY).stream()
                .filter(message -> !message.text().isEmpty())
                .map(
                        message ->
                                new Line(
                                        message.role() == Message.Role.USER ? "user" : "bot",
                                        message.text()))
                .toList();
    }

    /**
     * @return how many messages are gone
     */
    int delete(UUID owner, String sessionId) {
        var id = existing(owner, sessionId);
        int messages = overview.messages(owner, id);
        conversations.delete(owner, id);
        return messages;
    }

    /**
     * The conversation of a session, which begins if there is none.
     *
     * @param sessionId null for a new one
     */
    UUID open(UUID owner, @Nullable String sessionId) {
        if (sessionId == null) {
            return conversations.open(owner, Ids.newId()).id();
        }
        return find(owner, sessionId)
                .orElseGet(
                        () ->
                                conversations
                                        .open(owner, SessionIds.conversation(owner, sessionId))
                                        .id());
    }

    private UUID existing(UUID owner, String sessionId) {
        return find(owner, sessionId)
                .orElseThrow(() -> new ParleyException(ErrorCode.NOT_FOUND, "Session not found"));
    }

    /** A session is known by its conversation's id, or by the id that a client made up for it. */
    private Optional<UUID> find(UUID owner, String sessionId) {
        return asId(sessionId)
                .filter(id -> store.find(owner, id).isPresent())
                .or(
                        () ->
                                Optional.of(SessionIds.conversation(owner, sessionId))
                                        .filter(id -> store.find(owner, id).isPresent()));
    }

    private static Optional<UUID> asId(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException madeUp) {
            return Optional.empty();
        }
    }

    private static String beginningOf(String question) {
        return question.codePointCount(0, question.length()) <= LONGEST_TITLE
                ? question
                : question.substring(0, question.offsetByCodePoints(0, LONGEST_TITLE));
    }
}
