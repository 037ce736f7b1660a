package app.parley.knowledge.ingest;

/**
 * A stretch of Markdown that belongs together.
 *
 * @param level of a heading, 1 to 6; 0 for everything else
 */
record Block(Kind kind, int start, int end, int level) {
    enum Kind {
        HEADING,
        PARAGRAPH,
        LIST,
        TABLE,
        FENCE
    }

    String of(String text) {
        return text.substring(start, end);
    }
}
