package app.parley.moderation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * A rule that a text falls under.
 *
 * @param rule the rule's name, or {@code openai}
 * @param from where in the text it begins, in UTF-16 units
 */
public record Finding(String rule, String category, Action action, int from, int to) {
    /** What comes of a finding, the least first. */
    public enum Action {
        /** Administrators see it. */
        LOG,
        /** Its person is told too. */
        WARN,
        /** It goes no further. */
        BLOCK;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Action of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    public boolean blocks() {
        return action == Action.BLOCK;
    }

    public boolean warns() {
        return action == Action.WARN;
    }
}
