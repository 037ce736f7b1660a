package app.parley.model.guide;

/**
 * What is quoted or left out as one: a sentence, or a list, a table or code whole.
 *
 * @param paragraph sentences of one paragraph share it
 */
record Piece(Kind kind, String text, int paragraph) {
    enum Kind {
        SENTENCE,
        STEPS,
        LIST,
        TABLE,
        CODE
    }

    /** "Do this:" makes sense only with what follows. */
    boolean announces() {
        return kind == Kind.SENTENCE && text.endsWith(":");
    }

    int words() {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }
}
