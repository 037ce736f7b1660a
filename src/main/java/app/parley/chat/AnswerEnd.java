package app.parley.chat;

import org.jspecify.annotations.Nullable;

/** How the reading of an answer ended. */
public sealed interface AnswerEnd {
    /** What was read is the answer. */
    record Whole() implements AnswerEnd {}

    /**
     * The answer broke off; what was read of it is kept.
     *
     * @param sentence what happened, for the person
     */
    record BrokenOff(String sentence) implements AnswerEnd {}

    /**
     * No model could answer.
     *
     * @param code the stable name of what happened
     * @param sentence what happened, for the person, with a way out
     * @param retryAfterSeconds how long to wait before asking again; null if that is not known
     */
    record Failed(String code, String sentence, @Nullable Integer retryAfterSeconds)
            implements AnswerEnd {}
}
