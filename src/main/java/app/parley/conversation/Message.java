package app.parley.conversation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation's tree.
 *
 * @param parentId the message before it; null at a root
 * @param model who answered; null on a person's message
 * @param turnId the latest turn that wrote it
 * @param cutShort whether an answer that is finished ended at the limit of its length, so that
 *     there may be more to say
 */
public record Message(
        UUID id,
        UUID conversationId,
        @Nullable UUID parentId,
        Role role,
        Status status,
        boolean cutShort,
        @Nullable String model,
        @Nullable UUID turnId,
        List<MessagePart> parts,
        List<Citation> citations,
        @Nullable Failure error,
        @Nullable Usage usage,
        Instant createdAt) {

    /** The message's text without what the model thought. */
    public String text() {
        return parts.stream()
                .filter(MessagePart.Text.class::isInstance)
                .map(MessagePart::text)
                .collect(Collectors.joining());
    }

    /** Who speaks. */
    public enum Role {
        USER,
        ASSISTANT;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Role of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /** How far the message is. */
    public enum Status {
        PENDING,
        STREAMING,
        FINISHED,
        STOPPED,
        INTERRUPTED,
        FAILED;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Status of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Why an answer failed.
     *
     * @param message a sentence for the person
     */
    public record Failure(String code, String message) {}

    /**
     * What an answer cost, in tokens.
     *
     * @param estimated whether the provider told nothing and the numbers are our estimate
     */
    public record Usage(int inputTokens, int outputTokens, boolean estimated) {}
}
