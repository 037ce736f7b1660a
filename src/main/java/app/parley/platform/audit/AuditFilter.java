package app.parley.platform.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are wanted; null asks for all.
 *
 * @param action one action, or all on one kind of thing where it ends with a dot: {@code account.}
 * @param from this moment and later
 * @param to before this moment
 */
public record AuditFilter(
        @Nullable String action,
        @Nullable UUID actor,
        @Nullable String subject,
        @Nullable Instant from,
        @Nullable Instant to) {}
