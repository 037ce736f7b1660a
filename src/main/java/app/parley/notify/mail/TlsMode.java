package app.parley.notify.mail;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a connection to a mail server is kept from others' eyes. */
enum TlsMode {
    /** It begins plain, and goes on only encrypted. */
    STARTTLS,
    /** It is encrypted from the first byte. */
    TLS,
    /** It is not; for a server on this machine, or a network of one's own. */
    NONE;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static TlsMode of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
