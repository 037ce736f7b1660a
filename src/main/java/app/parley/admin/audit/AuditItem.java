package app.parley.admin.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit log.
 *
 * @param actor who did it; null for somebody who was not signed in, and for the server itself
 * @param address where the request came from
 */
record AuditItem(
        long number,
        Instant at,
        String action,
        @Nullable Actor actor,
        @Nullable Subject subject,
        @Nullable String address,
        Map<String, String> details,
        List<Change> changes,
        String hash) {
    /**
     * @param name null where the account is gone
     */
    record Actor(UUID id, @Nullable String name) {}

    /**
     * @param name what it is called, where that is known
     */
    record Subject(String type, String id, @Nullable String name) {}

    record Change(String name, @Nullable String before, @Nullable String after) {}
}
