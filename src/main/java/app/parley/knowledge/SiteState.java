package app.parley.knowledge;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far the latest crawl of a site is. */
public enum SiteState {
    QUEUED,
    CRAWLING,
    READY,
    FAILED;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static SiteState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
