package app.parley.model.provider;

import app.parley.platform.text.Beginning;
import java.util.List;
import java.util.regex.Pattern;

/** Makes a title out of what a model says when it is asked for one. */
final class TitleText {
    private static final int LONGEST = 80;

    /** Of what a model says in place of a title, no more is looked at. */
    private static final int LONGEST_ANSWER = 1_000;

    private static final Pattern JSON =
            Pattern.compile("(?s)^\\{\\s*\"title\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*}$");
    private static final Pattern FENCE_OR_RULE = Pattern.compile("^(```.*|~~~.*|[-=_*\\s]*)$");
    private static final Pattern TAG = Pattern.compile("(?i)</?title>");
    private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]+)]\\([^)\\s]*\\)");
    private static final Pattern STRONG = Pattern.compile("\\*\\*(\\S|\\S.*?\\S)\\*\\*");
    private static final Pattern EMPHASIS = Pattern.compile("\\*(\\S|\\S[^*]*\\S)\\*");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** What stands before a title: a heading's marks, a list's, a quotation's, the word itself. */
    private static final Pattern PREFIX =
            Pattern.compile(
                    "^(#{1,6}\\s+|[-*+•>]\\s+|\\*\\*(?=\\S)(?!.*\\*\\*)"
                            + "|(?iu)(?:(?:chat|conversation|suggested)\\s+)?"
                            + "(?:title|titel|titre|título|titolo|заголовок|标题|タイトル)\\s*[:：]\\s*)");

    /** What stands behind one: a closed heading's marks, a full stop that is no ellipsis. */
    private static final Pattern SUFFIX = Pattern.compile("(\\s+#+|(?<![.])[.]|。)$");

    private static final List<String> QUOTES =
            List.of("\"\"", "''", "“”", "„“", "‘’", "‚‘", "«»", "»«", "「」", "『』", "《》");

    private TitleText() {}

    /** One line without quotes, marks or control characters; empty if nothing is left. */
    static String of(String said) {
        var answer = Beginning.of(Thoughts.leftOut(said).strip(), LONGEST_ANSWER);
        var json = JSON.matcher(answer);
        return json.matches()
                ? shortened(plain(json.group(1).replaceAll("\\\\(.)", "$1")))
                : shortened(firstTitle(answer));
    }

    /** The first line that says something; one that announces the title is followed by it. */
    private static String firstTitle(String answer) {
        var lines =
                answer.lines()
                        .map(String::strip)
                        .filter(line -> !FENCE_OR_RULE.matcher(line).matches())
                        .toList();
        var said = lines.stream().map(TitleText::plain).filter(line -> !line.isEmpty()).toList();
        return said.stream()
                .filter(line -> !line.matches(".*[:：]"))
                .findFirst()
                .orElse(said.isEmpty() ? "" : said.getFirst());
    }

    private static String plain(String line) {
        var text = line.replaceAll("[\\p{Cc}\\p{Cf}]+", " ").replaceAll("\\s+", " ");
        text = TAG.matcher(text).replaceAll("");
        text = LINK.matcher(text).replaceAll("$1");
        text = STRONG.matcher(text).replaceAll("$1");
        text = EMPHASIS.matcher(text).replaceAll("$1");
        text = CODE.matcher(text).replaceAll("$1").strip();
        while (true) {
            var bare = PREFIX.matcher(text).replaceFirst("").strip();
            bare = unquoted(SUFFIX.matcher(bare).replaceFirst("").strip());
            if (bare.equals(text)) {
                return text;
            }
            text = bare;
        }
    }

    /** Without quotes around all of it; a quotation in it keeps its own. */
    private static String unquoted(String text) {
        for (var pair : QUOTES) {
            char open = pair.charAt(0);
            char close = pair.charAt(1);
            if (text.length() >= 2
                    && text.charAt(0) == open
                    && text.charAt(text.length() - 1) == close) {
                var inner = text.substring(1, text.length() - 1);
                if (inner.indexOf(open) < 0 && inner.indexOf(close) < 0) {
                    return inner.strip();
                }
            }
        }
        return text;
    }

    private static String shortened(String title) {
        if (title.length() <= LONGEST) {
            return title;
        }
        var space = title.lastIndexOf(' ', LONGEST - 1);
        var end = space > LONGEST / 2 ? space : LONGEST - 1;
        return Beginning.of(title, end) + "…";
    }
}
