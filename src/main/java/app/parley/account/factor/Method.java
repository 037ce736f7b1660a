package app.parley.account.factor;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A way to prove who one is. */
public enum Method {
    PASSWORD,
    TOTP,
    RECOVERY_CODE,
    PASSKEY;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
