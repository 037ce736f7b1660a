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
    /** Whether it says the same as an earlier one, which may have a title given to it. */
    public boolean isSameAs(ExtractedText earlier) {
        return text.equals(earlier.text)
                && form == earlier.form
                && pageStarts.equals(earlier.pageStarts)
                && (title == null || title.equals(earlier.title));
    }

    /** The number of the page on which this offset is; null where there are no pages. */
    public @Nullable Integer page(int offset) {
        if (pageStarts.isEmpty()) {
            return null;
        }
        int at = Collections.binarySearch(pageStarts, offset);
        return Math.max(1, at >= 0 ? at + 1 : -at - 1);
    }
}
