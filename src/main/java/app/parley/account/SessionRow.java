package app.parley.account;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session's row: a family of refresh tokens, of which the current one and its predecessor count.
 */
record SessionRow(
        UUID id,
        UUID accountId,
        byte[] tokenHash,
        byte @Nullable [] previousTokenHash,
        Instant rotatedAt,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        boolean ended,
        Client client) {
    boolean isLive(Instant now, Duration idle) {
        return !ended && now.isBefore(expiresAt) && now.isBefore(lastUsedAt.plus(idle));
    }
}
