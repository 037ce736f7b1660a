package app.parley.model.provider;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a provider comes from. */
enum Origin {
    /** An administrator has connected it. */
    SETTINGS,
    /** The environment names it; it cannot be changed here. */
    ENVIRONMENT,
    /** It was found on this machine. */
    DISCOVERED,
    /** It is part of the product. */
    BUILT_IN;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
