package app.parley.knowledge.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts Markdown into headings, paragraphs, lists, tables and code, by its lines alone: any text is
 * Markdown, and what is not understood is a paragraph.
 */
final class MarkdownBlocks {
    private static final Pattern HEADING = Pattern.compile(" {0,3}(#{1,6})(?:[ \\t]+.*)?");
    private static final Pattern FENCE = Pattern.compile("\\s{0,12}(`{3,}|~{3,}).*");
    private static final Pattern ITEM = Pattern.compile("\\s{0,12}(?:[-*+]|\\d{1,9}[.)])[ \\t]+.*");
    private static final Pattern ROW = Pattern.compile(" {0,3}\\|.*");

    private final String text;
    private final List<Block> blocks = new ArrayList<>();
    private Block.@Nullable Kind open;
    private int openedAt;
    private int lastEnd;
    private boolean blankSeen;

    private MarkdownBlocks(String text) {
        this.text = text;
    }

    /** The blocks in order; between them is only white space. */
    static List<Block> of(String text) {
        return new MarkdownBlocks(text).read();
    }

    private List<Block> read() {
        int start = 0;
        while (start < text.length()) {
            int next = nextLine(start);
            var line = text.substring(start, contentEnd(start, next));
            var fence = FENCE.matcher(line);
            if (fence.matches() && !(open == Block.Kind.LIST && isIndented(line))) {
                close();
                next = fenceEnd(next, fence.group(1));
                blocks.add(new Block(Block.Kind.FENCE, start, contentEnd(start, next), 0));
            } else if (fence.matches()) {
                next = fenceEnd(next, fence.group(1));
                extend(Block.Kind.LIST, start, contentEnd(start, next));
            } else {
                line(line, start);
            }
            start = next;
        }
        close();
        return blocks;
    }

    private void line(String line, int start) {
        int end = start + line.length();
        if (line.isBlank()) {
            blankSeen = true;
            if (open != Block.Kind.LIST) {
                close();
            }
            return;
        }
        var heading = HEADING.matcher(line);
        if (heading.matches()) {
            close();
            blocks.add(new Block(Block.Kind.HEADING, start, end, heading.group(1).length()));
            return;
        }
        var kind = kind(line);
        if (open == Block.Kind.LIST
                && kind != Block.Kind.LIST
                && (isIndented(line) || !blankSeen && kind == Block.Kind.PARAGRAPH)) {
            kind = Block.Kind.LIST;
        } else if (open == Block.Kind.TABLE && !blankSeen && line.contains("|")) {
            kind = Block.Kind.TABLE;
        }
        extend(kind, start, end);
    }

    private static Block.Kind kind(String line) {
        if (ROW.matcher(line).matches()) {
            return Block.Kind.TABLE;
        }
        return ITEM.matcher(line).matches() ? Block.Kind.LIST : Block.Kind.PARAGRAPH;
    }

    private static boolean isIndented(String line) {
        return line.startsWith("  ") || line.startsWith("\t");
    }

    private void extend(Block.Kind kind, int start, int end) {
        if (open != kind) {
            close();
            open = kind;
            openedAt = start;
        }
        lastEnd = end;
        blankSeen = false;
    }

    private void close() {
        if (open != null) {
            blocks.add(new Block(open, openedAt, lastEnd, 0));
            open = null;
        }
        blankSeen = false;
    }

    /** The start of the line after the fence's last one; an open fence goes on to the end. */
    private int fenceEnd(int from, String opening) {
        int start = from;
        while (start < text.length()) {
            int next = nextLine(start);
            var line = text.substring(start, contentEnd(start, next)).strip();
            if (line.length() >= opening.length()
                    && line.chars().allMatch(c -> c == opening.charAt(0))) {
                return next;
            }
            start = next;
        }
        return start;
    }

    private int nextLine(int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end + 1;
    }

    /** Without the line break, which may be that of Windows. */
    private int contentEnd(int start, int next) {
        int end = next;
        while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return end;
    }
}
