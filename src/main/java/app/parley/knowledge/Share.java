package app.parley.knowledge;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an owner gives to others. */
enum Share {
    NONE,
    READ,
    WRITE;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Share of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
