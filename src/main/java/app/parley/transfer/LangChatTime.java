package app.parley.transfer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Times as SQLAlchemy writes them into SQLite: {@code 2025-03-01 12:30:45.123456}, without a zone,
 * which is UTC.
 */
final class LangChatTime {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private LangChatTime() {}

    /** Null for what is no time, or none at which anybody chatted. */
    static @Nullable Instant parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            var time = parsed(text.strip().replace(' ', 'T'));
            return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? null : time;
        } catch (DateTimeException notATime) {
            return null;
        }
    }

    private static Instant parsed(String text) {
        if (text.length() == "2025-03-01".length()) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        return (Instant)
                DateTimeFormatter.ISO_DATE_TIME.parseBest(
                        text,
                        part -> OffsetDateTime.from(part).toInstant(),
                        part -> LocalDateTime.from(part).toInstant(ZoneOffset.UTC));
    }
}
