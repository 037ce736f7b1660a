package app.parley.model.guide;

import app.parley.model.guide.Piece.Kind;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a passage of Markdown apart into what can be quoted by itself. */
final class Pieces {
    private static final Pattern STEP = Pattern.compile("\\s{0,3}\\d{1,3}[.)]\\s+.*");
    private static final Pattern ITEM = Pattern.compile("\\s{0,3}[-*+]\\s+.*");
    private static final Pattern FENCE = Pattern.compile("\\s{0,3}(?:```|~~~).*");

    private final List<Piece> pieces = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private @Nullable Kind open;
    private int paragraph;

    private Pieces() {}

    /** The pieces in order; headings are left out. */
    static List<Piece> of(String passage) {
        var reading = new Pieces();
        passage.lines().forEach(reading::line);
        reading.close();
        return reading.pieces;
    }

    private void line(String line) {
        if (open == Kind.CODE) {
            lines.add(line);
            if (FENCE.matcher(line).matches()) {
                close();
            }
            return;
        }
        if (FENCE.matcher(line).matches()) {
            close();
            open = Kind.CODE;
            lines.add(line);
        } else if (line.isBlank() || line.startsWith("#")) {
            close();
        } else {
            var kind = kind(line);
            boolean continues = (open == Kind.STEPS || open == Kind.LIST) && kind == Kind.SENTENCE;
            if (!continues && open != kind) {
                close();
                open = kind;
            }
            lines.add(line);
        }
    }

    private static Kind kind(String line) {
        if (line.stripLeading().startsWith("|")) {
            return Kind.TABLE;
        }
        if (STEP.matcher(line).matches()) {
            return Kind.STEPS;
        }
        return ITEM.matcher(line).matches() ? Kind.LIST : Kind.SENTENCE;
    }

    private void close() {
        var kind = open;
        if (kind == null) {
            return;
        }
        paragraph++;
        if (kind == Kind.SENTENCE) {
            sentences(String.join(" ", lines.stream().map(String::strip).toList()));
        } else {
            pieces.add(new Piece(kind, closed(kind, String.join("\n", lines)), paragraph));
        }
        lines.clear();
        open = null;
    }

    /** A passage may end inside a long piece of code. */
    private static String closed(Kind kind, String text) {
        if (kind != Kind.CODE) {
            return text;
        }
        var fence = text.strip().substring(0, 3);
        return text.indexOf('\n') < 0 || !text.strip().endsWith(fence) ? text + "\n" + fence : text;
    }

    /** Cuts between words only, and never inside a code span such as `./data`. */
    private void sentences(String text) {
        var cuts = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        cuts.setText(text);
        int start = cuts.first();
        for (int end = cuts.next(); end != BreakIterator.DONE; end = cuts.next()) {
            var sentence = text.substring(start, end);
            boolean inCode = sentence.chars().filter(c -> c == '`').count() % 2 == 1;
            boolean inWord = !Character.isWhitespace(text.charAt(end - 1));
            if (end < text.length() && (inCode || inWord)) {
                continue;
            }
            if (!sentence.isBlank()) {
                pieces.add(new Piece(Kind.SENTENCE, sentence.strip(), paragraph));
            }
            start = end;
        }
    }
}
