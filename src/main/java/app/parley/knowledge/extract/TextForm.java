package app.parley.knowledge.extract;

import java.util.Locale;

/** How a text is built, and so how it is cut. */
public enum TextForm {
    /** Headings, paragraphs, lists, tables and fenced code. */
    MARKDOWN,
    /** Paragraphs. */
    PLAIN,
    /** Lines that belong together where no empty one is between them. */
    CODE,
    /** A first line that names the columns of all others. */
    ROWS;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static TextForm of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
