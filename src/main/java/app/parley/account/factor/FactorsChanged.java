package app.parley.account.factor;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's second factor is another one, or is gone.
 *
 * @param factor which one; null for all of them
 * @param sessionId the session that did it, which goes on; null where it was not theirs
 */
public record FactorsChanged(
        UUID accountId, Change change, @Nullable Method factor, @Nullable UUID sessionId) {
    /** What happened to it. */
    public enum Change {
        ADDED,
        REMOVED,
        REPLACED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
