package app.parley.knowledge.fetch;

import app.parley.platform.outbound.OutboundAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** How long a server asks to be left alone (RFC 9110, section 10.2.3). */
final class RetryAfter {
    private static final Duration UNSAID = Duration.ofSeconds(30);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** Nothing if it does not ask: on 429 it always does, on 503 if it says for how long. */
    static Optional<Duration> of(OutboundAnswer answer) {
        var said = answer.header("retry-after").flatMap(RetryAfter::duration);
        return switch (answer.status()) {
            case 429 -> Optional.of(bounded(said.orElse(UNSAID)));
            case 503 -> said.map(RetryAfter::bounded);
            default -> Optional.empty();
        };
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(
                    text.matches("\\d{1,9}")
                            ? Duration.ofSeconds(Long.parseLong(text))
                            : Duration.between(
                                    Instant.now(),
                                    ZonedDateTime.parse(
                                            text, DateTimeFormatter.RFC_1123_DATE_TIME)));
        } catch (DateTimeParseException neither) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration time) {
        if (time.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }
}
