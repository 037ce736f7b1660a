package app.parley.knowledge.site;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import org.jspecify.annotations.Nullable;

/** How much of a site is wanted, and how often. */
record SiteSettings(int depth, int pageLimit, @Nullable Integer everyHours) {
    private static final int DEFAULT_DEPTH = 2;
    private static final int MOST_DEPTH = 5;
    private static final int DEFAULT_PAGES = 200;
    private static final int MOST_PAGES = 5_000;
    private static final int YEAR = 24 * 365;

    SiteSettings {
        if (depth < 0 || depth > MOST_DEPTH) {
            throw invalid("The depth is between 0 and %d.".formatted(MOST_DEPTH));
        }
        if (pageLimit < 1 || pageLimit > MOST_PAGES) {
            throw invalid("A site has between 1 and %,d pages.".formatted(MOST_PAGES));
        }
        if (everyHours != null && (everyHours < 1 || everyHours > YEAR)) {
            throw invalid("A site is crawled again after 1 to %,d hours.".formatted(YEAR));
        }
    }

    /** What is null is as it is where nobody says anything. */
    static SiteSettings of(
            @Nullable Integer depth, @Nullable Integer pageLimit, @Nullable Integer everyHours) {
        return new SiteSettings(
                depth == null ? DEFAULT_DEPTH : depth,
                pageLimit == null ? DEFAULT_PAGES : pageLimit,
                everyHours);
    }

    private static ParleyException invalid(String sentence) {
        return new ParleyException(ErrorCode.INVALID_REQUEST, sentence);
    }
}
