package app.parley.account;

/** What typed text may hold at all, before anything else is asked of it. */
final class Text {
    private Text() {}

    /**
     * Whether it has only characters that can be typed, stored and compared: no control characters,
     * no halves of characters. PostgreSQL takes no NUL.
     */
    static boolean isClean(String text) {
        return text.codePoints()
                .noneMatch(
                        codePoint ->
                                Character.isISOControl(codePoint)
                                        || Character.getType(codePoint) == Character.SURROGATE);
    }
}
