package app.parley.platform.text;

/** The beginning of a text that is too long. */
public final class Beginning {
    private Beginning() {}

    /**
     * The text itself if it is no longer than this, counted in UTF-16 units; else as much of it as
     * does not end in half of a character.
     */
    public static String of(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        boolean halves =
                longest > 0
                        && Character.isHighSurrogate(text.charAt(longest - 1))
                        && Character.isLowSurrogate(text.charAt(longest));
        return text.substring(0, halves ? longest - 1 : longest);
    }
}
