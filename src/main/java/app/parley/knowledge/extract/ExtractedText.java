package app.parley.knowledge.extract;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file says.
 *
 * @param title what it calls itself; null where it does not
 * @param pageStarts where each page begins in the text; empty where there are no pages
 */
public record ExtractedText(
        @Nullable String title, String text, TextForm form, List<Integer> pageStarts) {
    /** The number of the page on which this offset is; null where there are no pages. */
    public @Nullable Integer page(int offset) {
        if (pageStarts.isEmpty()) {
            return null;
        }
        int at = Collections.binarySearch(pageStarts, offset);
        return Math.max(1, at >= 0 ? at + 1 : -at - 1);
    }
}
