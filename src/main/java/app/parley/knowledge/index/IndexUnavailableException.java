package app.parley.knowledge.index;

import org.jspecify.annotations.Nullable;

/** An index that is elsewhere cannot be used now. */
public final class IndexUnavailableException extends RuntimeException {
    public IndexUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
