package app.parley.account.export;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A copy of what somebody has.
 *
 * @param blob the archive; null until it is ready
 * @param expiresAt when it is deleted
 */
record ExportRow(
        UUID id,
        State state,
        @Nullable UUID blob,
        long size,
        Instant createdAt,
        Instant expiresAt) {
    enum State {
        RUNNING,
        READY,
        FAILED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }
}
