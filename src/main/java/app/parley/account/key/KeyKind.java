package app.parley.account.key;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How a program shows that it has a key. */
enum KeyKind {
    /** It sends the key with each request. */
    BEARER,
    /** It signs each request; what it signs with never leaves it. */
    SIGNING;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if there is no such kind
     */
    @JsonCreator
    static KeyKind of(String code) {
        return Arrays.stream(values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind is called so"));
    }
}
