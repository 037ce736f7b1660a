package app.parley.knowledge.crawl;

import java.util.List;
import java.util.Locale;

/**
 * What a page asks of robots, in its own text or in the head of the answer.
 *
 * @param index whether it may be kept
 * @param follow whether its links may be followed
 */
public record Directives(boolean index, boolean follow) {
    public static final Directives NONE = new Directives(true, true);

    /** Reads {@code noindex, nofollow}; words for a robot of another name count for that one. */
    public static Directives of(String text) {
        var words = List.of(text.toLowerCase(Locale.ROOT).replace(" ", ",").split(",+"));
        boolean none = words.contains("none");
        return new Directives(
                !none && !words.contains("noindex"), !none && !words.contains("nofollow"));
    }

    public Directives and(Directives other) {
        return new Directives(index && other.index, follow && other.follow);
    }
}
