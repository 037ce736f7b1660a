package app.parley.moderation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What comes of a finding, the least first. */
enum ModerationAction {
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
    static ModerationAction of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
