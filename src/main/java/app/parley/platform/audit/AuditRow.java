package app.parley.platform.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it stands in the log.
 *
 * @param number its place: 1, 2, 3 … without a gap
 * @param details a JSON object, word for word as it was hashed
 * @param changes a JSON array, likewise
 * @param hash over everything here and the hash of the entry before it, in hexadecimal
 */
public record AuditRow(
        long number,
        Instant at,
        String action,
        @Nullable UUID actorId,
        @Nullable String address,
        AuditEntry.@Nullable Subject subject,
        String details,
        String changes,
        String hash) {}
