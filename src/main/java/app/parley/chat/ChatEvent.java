package app.parley.chat;

import app.parley.conversation.Citation;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything a turn tells those who watch it: the whole wire protocol. On the wire the type is the
 * server-sent event's name and the record its data; the event's id is its position in the turn's
 * {@link TurnLog}. Text itself travels as {@code text-delta} and {@code reasoning-delta} with
 * {@code {"text": …}}, written straight from the log.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChatEvent.Started.class, name = "started"),
    @JsonSubTypes.Type(value = ChatEvent.ToolCalled.class, name = "tool-called"),
    @JsonSubTypes.Type(value = ChatEvent.ToolFinished.class, name = "tool-finished"),
    @JsonSubTypes.Type(value = ChatEvent.Cited.class, name = "cited"),
    @JsonSubTypes.Type(value = ChatEvent.Titled.class, name = "titled"),
    @JsonSubTypes.Type(value = ChatEvent.Resync.class, name = "resync"),
    @JsonSubTypes.Type(value = ChatEvent.Reconnect.class, name = "reconnect"),
    @JsonSubTypes.Type(value = ChatEvent.Warned.class, name = "warned"),
    @JsonSubTypes.Type(value = ChatEvent.Finished.class, name = "finished"),
    @JsonSubTypes.Type(value = ChatEvent.Stopped.class, name = "stopped"),
    @JsonSubTypes.Type(value = ChatEvent.Interrupted.class, name = "interrupted"),
    @JsonSubTypes.Type(value = ChatEvent.Failed.class, name = "failed")
})
sealed interface ChatEvent {
    /** The event's name on the wire. */
    default String type() {
        return switch (this) {
            case Started started -> "started";
            case ToolCalled called -> "tool-called";
            case ToolFinished finished -> "tool-finished";
            case Cited cited -> "cited";
            case Titled titled -> "titled";
            case Resync resync -> "resync";
            case Reconnect reconnect -> "reconnect";
            case Warned warned -> "warned";
            case Finished finished -> "finished";
            case Stopped stopped -> "stopped";
            case Interrupted interrupted -> "interrupted";
            case Failed failed -> "failed";
        };
    }

    /** Whether nothing follows it. */
    default boolean endsTurn() {
        return this instanceof Final;
    }

    /** How a turn ends. */
    sealed interface Final extends ChatEvent {}

    /**
     * @param continues whether the answer goes on with text that is already stored
     */
    record Started(UUID turnId, UUID userMessageId, UUID answerId, String model, boolean continues)
            implements ChatEvent {}

    /**
     * Something is done before or while the answer is written.
     *
     * @param tool {@code web-search} or {@code read-pages}
     * @param arguments for people: what is searched for, whose pages are read
     */
    record ToolCalled(String callId, String tool, String arguments) implements ChatEvent {}

    /**
     * @param outcome {@code done}, {@code nothing-found}, or why it failed
     */
    record ToolFinished(String callId, String outcome) implements ChatEvent {}

    /** The answer names a passage: the fields are those of {@link Citation}. */
    record Cited(
            int index,
            UUID documentId,
            String title,
            String location,
            String quote,
            int start,
            int end)
            implements ChatEvent {
        static Cited of(Citation citation) {
            return new Cited(
                    citation.index(),
                    citation.documentId(),
                    citation.title(),
                    citation.location(),
                    citation.quote(),
                    citation.start(),
                    citation.end());
        }

        Citation citation() {
            return new Citation(index, documentId, title, location, quote, start, end);
        }
    }

    record Titled(String title) implements ChatEvent {}

    /**
     * This replaces what the reader has of the answer: all text that was kept, where the reader's
     * position was lost in a crash; nothing, where the answer is withheld.
     */
    record Resync(String text) implements ChatEvent {}

    /**
     * The question or the answer falls under a rule that lets it through.
     *
     * @param message a sentence for the person
     */
    record Warned(String category, String message) implements ChatEvent {
        static Warned of(String category) {
            return new Warned(
                    category,
                    "This touches on something that the rules of this server name: %s."
                            .formatted(category));
        }
    }

    /** The server lets go of the stream; the reader comes back with the last id it has seen. */
    record Reconnect() implements ChatEvent {}

    /**
     * @param cutShort whether the answer ended at the limit of its length; it can be continued
     */
    record Finished(Usage usage, boolean cutShort) implements Final {
        /** In tokens. */
        record Usage(int inputTokens, int outputTokens, boolean estimated) {}
    }

    record Stopped() implements Final {}

    record Interrupted() implements Final {}

    /**
     * @param message a sentence for the person, with a way out
     * @param retryAfterSeconds how long to wait before trying again; null if that is not known
     * @param category what rule the question or the answer is against; null for other failures
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Failed(
            String code,
            String message,
            @Nullable Integer retryAfterSeconds,
            @Nullable String category)
            implements Final {
        Failed(String code, String message, @Nullable Integer retryAfterSeconds) {
            this(code, message, retryAfterSeconds, null);
        }
    }
}
