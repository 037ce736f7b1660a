package app.parley.knowledge.site;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the pages of a site are found. */
enum SiteForm {
    /** In the best of these ways that the site offers. */
    AUTO,
    /** By the links of an {@code llms.txt}. */
    LLMS_TXT,
    /** By its sitemaps. */
    SITEMAP,
    /** By the links of its pages, from the first one on. */
    LINKS;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    static SiteForm of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
