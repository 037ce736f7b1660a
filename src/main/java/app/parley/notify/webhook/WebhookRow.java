package app.parley.notify.webhook;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told.
 *
 * @param lastStatus of the last answer; null where none came
 * @param failingSince the first failure after the last success; null where nothing fails
 */
record WebhookRow(
        UUID id,
        String url,
        Set<String> events,
        boolean enabled,
        @Nullable Integer lastStatus,
        @Nullable Instant lastAt,
        @Nullable Instant failingSince,
        Instant createdAt) {}
