package app.parley.moderation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that was found, for reviewers.
 *
 * @param sealedExcerpt the place itself, encrypted; null where originals are not kept
 * @param sealedOriginal the whole text, likewise
 */
record ModerationEvent(
        UUID id,
        Instant at,
        Kind kind,
        String category,
        String rule,
        Finding.Action action,
        UUID personId,
        UUID conversationId,
        UUID turnId,
        @Nullable String sealedExcerpt,
        @Nullable String sealedOriginal,
        State state,
        @Nullable String note) {
    enum Kind {
        PROMPT,
        ANSWER;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum State {
        OPEN,
        REVIEWED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
