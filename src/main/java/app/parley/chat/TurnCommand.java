package app.parley.chat;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a person wants a turn to do. */
sealed interface TurnCommand {
    /** The model that was asked for; null for the conversation's. */
    @Nullable String model();

    /**
     * A question, and an answer to it.
     *
     * @param collections where to look it up; null for the conversation's choice
     * @param attachments documents that come with it
     * @param webSearch whether it is looked up in the web
     */
    record Ask(
            String text,
            Place place,
            @Nullable String model,
            @Nullable Set<UUID> collections,
            Set<UUID> attachments,
            boolean webSearch)
            implements TurnCommand {}

    /** Another answer beside this one. */
    record Regenerate(UUID answerId, @Nullable String model) implements TurnCommand {}

    /** The rest of an answer that was cut off, in the same message. */
    record Continue(UUID answerId) implements TurnCommand {
        @Override
        public @Nullable String model() {
            return null;
        }
    }

    /** Where in the tree a question goes. */
    sealed interface Place {
        /** After the last message of the branch that is shown. */
        record AtEnd() implements Place {}

        /** A new beginning. */
        record AtRoot() implements Place {}

        record After(UUID messageId) implements Place {}
    }
}
