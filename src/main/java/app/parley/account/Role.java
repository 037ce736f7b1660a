package app.parley.account;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a person may do. */
public enum Role {
    ADMIN,
    USER;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
