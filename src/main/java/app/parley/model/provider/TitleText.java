package app.parley.model.provider;

import java.util.regex.Pattern;

/** Makes a title out of what a model says when it is asked for one. */
final class TitleText {
    private static final int LONGEST = 80;
    private static final Pattern LABEL =
            Pattern.compile("(?i)^(title|titel|titre|título|titolo)\\s*[:：]\\s*");
    private static final Pattern FRAME =
            Pattern.compile("^[\\s\"'`*_#“”„«»‘’「」-]+|[\\s\"'`*_.。“”„«»‘’「」-]+$");

    private TitleText() {}

    /** One line without quotes, marks or control characters; empty if nothing is left. */
    static String of(String said) {
        var line =
                Thoughts.leftOut(said)
                        .lines()
                        .map(TitleText::unframed)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse("");
        var title = unframed(LABEL.matcher(line).replaceFirst(""));
        if (title.length() <= LONGEST) {
            return title;
        }
        var space = title.lastIndexOf(' ', LONGEST - 1);
        var end = space > LONGEST / 2 ? space : LONGEST - 1;
        if (Character.isHighSurrogate(title.charAt(end - 1))) {
            end--;
        }
        return title.substring(0, end) + "…";
    }

    private static String unframed(String text) {
        var clean = text.replaceAll("[\\p{Cc}\\p{Cf}]+", " ").replaceAll("\\s+", " ");
        return FRAME.matcher(clean).replaceAll("");
    }
}
