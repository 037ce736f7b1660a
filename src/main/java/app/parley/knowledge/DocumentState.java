package app.parley.knowledge;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a document is on its way to being searched. */
public enum DocumentState {
    QUEUED,
    FETCHING,
    EXTRACTING,
    EMBEDDING,
    READY,
    FAILED;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static DocumentState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
