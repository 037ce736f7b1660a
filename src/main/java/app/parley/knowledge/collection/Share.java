package app.parley.knowledge.collection;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an owner gives to others. */
public enum Share {
    NONE,
    READ,
    WRITE;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Share of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
