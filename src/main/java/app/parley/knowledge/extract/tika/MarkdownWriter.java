package app.parley.knowledge.extract.tika;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Makes Markdown of the XHTML that every parser speaks: headings, paragraphs, lists, tables, code,
 * and where pages begin.
 */
final class MarkdownWriter extends DefaultHandler {
    /** Elements that end the line before them. */
    private static final Set<String> BLOCKS =
            Set.of(
                    "p",
                    "div",
                    "section",
                    "article",
                    "header",
                    "footer",
                    "main",
                    "nav",
                    "aside",
                    "blockquote",
                    "ul",
                    "ol",
                    "dl",
                    "dt",
                    "dd",
                    "figure",
                    "address",
                    "form",
                    "hr");

    /** More than this is no document that people wrote. */
    private static final long MOST_EVENTS = 20_000_000;

    private final int limit;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private final List<Integer> pageStarts = new ArrayList<>();
    private final Deque<Integer> lists = new ArrayDeque<>();
    private String prefix = "";
    private long events;
    private int skipped;
    private int inCell;
    private int rows;
    private int cells;
    private boolean preformatted;
    private boolean pageBegins;

    /** The text has more characters than it may have, or more parts than a text has. */
    static final class TooMuch extends SAXException {
        private final boolean complex;

        TooMuch(boolean complex) {
            super(complex ? "too complex" : "too long");
            this.complex = complex;
        }

        boolean isComplex() {
            return complex;
        }
    }

    /**
     * @param limit the most characters
     */
    MarkdownWriter(int limit) {
        this.limit = limit;
    }

    String text() {
        return text.toString();
    }

    /** Where each page begins; empty where there are none. */
    List<Integer> pageStarts() {
        return pageStarts;
    }

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes)
            throws SAXException {
        count();
        var element = local.toLowerCase(Locale.ROOT);
        if (skipped > 0 || isSkipped(element)) {
            skipped++;
            return;
        }
        switch (element) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                endBlock();
                prefix = "#".repeat(element.charAt(1) - '0') + " ";
            }
            case "li" -> {
                endBlock();
                prefix = "  ".repeat(Math.max(0, lists.size() - 1)) + "- ";
            }
            case "table" -> {
                endBlock();
                rows = 0;
            }
            case "tr" -> {
                if (inCell == 0) {
                    endBlock();
                    cells = 0;
                }
            }
            case "td", "th" -> {
                if (inCell++ == 0) {
                    stripEnd();
                    line.append(cells++ == 0 ? "| " : " | ");
                }
            }
            case "pre" -> {
                endBlock();
                preformatted = true;
            }
            case "br" -> breakLine();
            default -> {
                if (BLOCKS.contains(element)) {
                    endBlock();
                }
            }
        }
        if (element.equals("ul") || element.equals("ol")) {
            lists.push(1);
        }
        if (element.equals("div") && isPage(attributes.getValue("class"))) {
            pageBegins = true;
        }
    }

    @Override
    public void endElement(String uri, String local, String name) throws SAXException {
        var element = local.toLowerCase(Locale.ROOT);
        if (skipped > 0) {
            skipped--;
            return;
        }
        switch (element) {
            case "td", "th" -> {
                inCell = Math.max(0, inCell - 1);
                stripEnd();
            }
            case "tr" -> {
                if (inCell == 0) {
                    endRow();
                }
            }
            case "table" -> {
                endBlock();
                append("\n");
            }
            case "pre" -> {
                endCode();
                preformatted = false;
            }
            case "ul", "ol" -> {
                endBlock();
                lists.poll();
                append("\n");
            }
            case "h1", "h2", "h3", "h4", "h5", "h6", "li" -> endBlock();
            default -> {
                if (BLOCKS.contains(element)) {
                    endBlock();
                }
            }
        }
    }

    @Override
    public void characters(char[] characters, int start, int length) throws SAXException {
        count();
        if (skipped > 0) {
            return;
        }
        for (int i = start; i < start + length; i++) {
            char c = characters[i];
            if (preformatted) {
                if (c != 0 && c != '\r') {
                    line.append(c);
                }
            } else if (Character.isWhitespace(c) || c == '\u00a0') {
                space();
            } else if (isShown(c)) {
                line.append(inCell > 0 && c == '|' ? '/' : c);
            }
        }
        if ((long) text.length() + line.length() > limit) {
            throw new TooMuch(false);
        }
    }

    @Override
    public void ignorableWhitespace(char[] characters, int start, int length) throws SAXException {
        characters(characters, start, length);
    }

    @Override
    public void endDocument() throws SAXException {
        endBlock();
        while (!text.isEmpty() && Character.isWhitespace(text.charAt(text.length() - 1))) {
            text.setLength(text.length() - 1);
        }
    }

    private void count() throws SAXException {
        if (++events > MOST_EVENTS) {
            throw new TooMuch(true);
        }
    }

    private static boolean isSkipped(String element) {
        return switch (element) {
            case "head", "script", "style", "noscript", "template", "svg" -> true;
            default -> false;
        };
    }

    private static boolean isPage(@Nullable String kind) {
        return "page".equals(kind) || "slide-content".equals(kind);
    }

    /** What is not seen is not said: hidden characters carry orders to models, not to readers. */
    private static boolean isShown(char c) {
        return !(c < ' '
                || c >= '\u200b' && c <= '\u200f'
                || c >= '\u202a' && c <= '\u202e'
                || c >= '\u2060' && c <= '\u2064'
                || c == '\ufeff'
                || c == '\u00ad');
    }

    private void space() {
        if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
            line.append(' ');
        }
    }

    private void stripEnd() {
        while (!line.isEmpty() && line.charAt(line.length() - 1) == ' ') {
            line.setLength(line.length() - 1);
        }
    }

    private void breakLine() throws SAXException {
        if (preformatted) {
            line.append('\n');
        } else if (inCell > 0) {
            space();
        } else {
            endLine();
        }
    }

    private void endBlock() throws SAXException {
        if (inCell > 0) {
            space();
            return;
        }
        boolean listed = prefix.endsWith("- ");
        boolean said = endLine();
        if (said && !listed) {
            append("\n");
        }
        prefix = "";
    }

    /**
     * @return whether there was anything on it
     */
    private boolean endLine() throws SAXException {
        var said = line.toString().strip();
        line.setLength(0);
        if (said.isEmpty()) {
            return false;
        }
        append(prefix + said + "\n");
        prefix = "";
        return true;
    }

    private void endRow() throws SAXException {
        var row = line.toString().strip();
        line.setLength(0);
        if (cells == 0 || row.chars().allMatch(c -> c == '|' || c == ' ')) {
            return;
        }
        append(row + " |\n");
        if (rows++ == 0) {
            append("|" + " --- |".repeat(cells) + "\n");
        }
    }

    private void endCode() throws SAXException {
        var code = line.toString().stripTrailing();
        line.setLength(0);
        if (!code.isBlank()) {
            append("```\n" + code + "\n```\n\n");
        }
    }

    private void append(String part) throws SAXException {
        if (text.isEmpty() && part.isBlank()) {
            return;
        }
        if (pageBegins) {
            pageStarts.add(text.length());
            pageBegins = false;
        }
        text.append(part);
        if (text.length() > limit) {
            throw new TooMuch(false);
        }
    }
}
