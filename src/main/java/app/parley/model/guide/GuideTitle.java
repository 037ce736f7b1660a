package app.parley.model.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes a chat's title from its first question. */
final class GuideTitle {
    private static final int MOST_WORDS = 6;
    private static final int LONGEST = 60;
    private static final Pattern OPENING =
            Pattern.compile(
                    "^(?:(?:hi|hello|hey|please|so|ok|okay|well|can you|could you|would you|will you|i want to|i would like to"
                            + "|i'd like to|i need to|help me|tell me|show me|explain to me|do you know)[,:!]?\\s+)+",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern ASKING =
            Pattern.compile(
                    "^(?:(?:how|where|when|why) (?:do|can|should|would|could) (?:i|we|you|one)|how to|can (?:i|we)|may (?:i|we)"
                            + "|what (?:is|are)|what's|about)\\s+(?:(?:the|a|an)\\s+)?",
                    Pattern.CASE_INSENSITIVE);
    private static final Set<String> LOOSE_ENDS =
            Set.of(
                    "a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "with",
                    "by", "from", "is", "are", "my", "your", "our", "that", "which", "when",
                    "while", "if", "as", "into", "about", "it", "i", "do", "does");

    private GuideTitle() {}

    static String of(String question) {
        var line = question.strip().lines().findFirst().orElse("").replaceAll("[`*#>\\[\\]]+", "");
        var sentence = line.split("(?<=[.!?])\\s+", 2)[0];
        var core = replacedUnlessEmpty(OPENING, sentence);
        core = replacedUnlessEmpty(ASKING, core).replaceAll("[\\s.,;:!?…]+$", "");
        List<String> words = new ArrayList<>(List.of(core.strip().split("\\s+")));
        boolean cut = words.size() > MOST_WORDS;
        if (cut) {
            words = new ArrayList<>(words.subList(0, MOST_WORDS));
        }
        while (cut
                && words.size() > 1
                && LOOSE_ENDS.contains(words.getLast().toLowerCase(Locale.ROOT))) {
            words.removeLast();
        }
        var title = String.join(" ", words).replaceAll("[\\s.,;:!?…]+$", "");
        if (title.length() > LONGEST) {
            title =
                    title.substring(
                            0,
                            title.offsetByCodePoints(
                                    0, Math.min(LONGEST, title.codePointCount(0, title.length()))));
        }
        return title.isEmpty()
                ? ""
                : title.substring(0, title.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT)
                        + title.substring(title.offsetByCodePoints(0, 1));
    }

    private static String replacedUnlessEmpty(Pattern pattern, String text) {
        var rest = pattern.matcher(text).replaceFirst("");
        return rest.isBlank() ? text : rest;
    }
}
