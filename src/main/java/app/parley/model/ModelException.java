package app.parley.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A model failed; the message is a sentence for the person with a way out. */
public class ModelException extends RuntimeException {
    private final ModelFailure failure;
    private final @Nullable Duration retryAfter;

    public ModelException(ModelFailure failure, String message) {
        this(failure, message, null, null);
    }

    /**
     * @param retryAfter how long the provider asks to wait; null where it does not say
     */
    public ModelException(
            ModelFailure failure,
            String message,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
        this.retryAfter = retryAfter;
    }

    public ModelFailure failure() {
        return failure;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
