package app.parley.platform.health;

import org.jspecify.annotations.Nullable;

/**
 * Something without which Parley cannot do what it promises: a bean of this type counts for {@code
 * GET /health}. A check must come back within a second or two; it is asked at each probe.
 */
public interface HealthCheck {
    /** A short name, such as {@code database}. */
    String name();

    /** Null when all is well, else one sentence without anything internal. */
    @Nullable String problem();

    /** Whether the server can do its work without it; then its problem is told and nothing more. */
    default boolean isVital() {
        return true;
    }
}
