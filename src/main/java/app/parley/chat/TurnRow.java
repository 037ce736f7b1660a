package app.parley.chat;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A turn as it is stored.
 *
 * @param runnerId the process that runs it
 * @param textOffset how much text the answer had before this turn went on with it, in UTF-16 units
 * @param layout null while it runs
 */
record TurnRow(
        UUID id,
        UUID conversationId,
        UUID ownerId,
        UUID userMessageId,
        UUID answerId,
        String model,
        Options options,
        State state,
        UUID runnerId,
        int textOffset,
        int reasoningOffset,
        @Nullable TurnLayout layout,
        Instant createdAt) {

    /** Whether the turn goes on with an answer instead of beginning one. */
    boolean continues() {
        return options.continues();
    }

    /**
     * What the person chose for this turn.
     *
     * @param collections where the question is looked up; null where nothing was chosen, which
     *     means everyone's defaults
     * @param attachments documents that came with the question
     * @param webSearch whether the question is looked up in the web
     */
    record Options(
            boolean continues,
            @Nullable Set<UUID> collections,
            @Nullable Set<UUID> attachments,
            boolean webSearch) {
        Options {
            // Turns that are stored from before say nothing of them.
            attachments = attachments == null ? Set.of() : attachments;
        }

        Options(boolean continues, @Nullable Set<UUID> collections) {
            this(continues, collections, Set.of(), false);
        }

        @Override
        public Set<UUID> attachments() {
            return attachments == null ? Set.of() : attachments;
        }

        /** The same choices for a turn that begins an answer, or goes on with one. */
        Options withContinues(boolean goesOn) {
            return new Options(goesOn, collections, attachments, webSearch);
        }
    }

    /** How far a turn is. */
    enum State {
        RUNNING,
        FINISHED,
        STOPPED,
        INTERRUPTED,
        FAILED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        static State after(ChatEvent.Final end) {
            return switch (end) {
                case ChatEvent.Finished finished -> FINISHED;
                case ChatEvent.Stopped stopped -> STOPPED;
                case ChatEvent.Interrupted interrupted -> INTERRUPTED;
                case ChatEvent.Failed failed -> FAILED;
            };
        }
    }
}
