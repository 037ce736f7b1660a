package app.parley.moderation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * A rule as administrators write it.
 *
 * @param pattern a regular expression in RE2's syntax, whose cost grows with the text alone
 * @param category what people are told, such as {@code weapons}
 */
record ModerationRule(
        String id,
        String name,
        String pattern,
        String category,
        Finding.Action action,
        Applies applies,
        boolean enabled) {
    /** Where a rule is looked for. */
    enum Applies {
        PROMPT,
        ANSWER,
        BOTH;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Applies of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        boolean toPrompts() {
            return this != ANSWER;
        }

        boolean toAnswers() {
            return this != PROMPT;
        }
    }
}
