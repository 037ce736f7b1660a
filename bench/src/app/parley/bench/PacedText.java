package app.parley.bench;

import java.util.regex.Pattern;

/** The stub's paced tokens in a stored text. */
final class PacedText {
    private static final Pattern TOKEN = Pattern.compile("\\d+@(\\d+) ");

    private PacedText() {}

    /**
     * When the last whole token of the text was sent, in {@link System#nanoTime()}; 0 when there is
     * none.
     */
    static long lastSendTime(String text) {
        var last = 0L;
        for (var matcher = TOKEN.matcher(text); matcher.find(); ) {
            last = Long.parseLong(matcher.group(1));
        }
        return last;
    }
}
