package app.parley.model.provider;

import java.util.regex.Pattern;

/** What some models think aloud in the answer itself, between {@code <think>} and its end. */
final class Thoughts {
    private static final Pattern THOUGHTS =
            Pattern.compile("(?s)<think(ing)?>.*?(</think(ing)?>|$)");

    private Thoughts() {}

    static String leftOut(String said) {
        return THOUGHTS.matcher(said).replaceAll("");
    }
}
