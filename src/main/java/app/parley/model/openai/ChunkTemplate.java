package app.parley.model.openai;

import java.util.Arrays;

/**
 * What the chunks of a stream have in common around the words. A chunk that has the same bytes
 * before and after one string literal as a chunk that was parsed is the same chunk with other
 * words, so that it need not be parsed.
 */
final class ChunkTemplate {
    private byte[] before = {};
    private byte[] after = {};

    /**
     * Learns from a parsed chunk.
     *
     * @param literal where its words begin: the opening quote
     */
    void learn(byte[] chunk, int from, int to, int literal) {
        var end = literal + 1;
        while (end < to && chunk[end] != '"') {
            end += chunk[end] == '\\' ? 2 : 1;
        }
        if (literal >= from && chunk[literal] == '"' && end < to) {
            before = Arrays.copyOfRange(chunk, from, literal + 1);
            after = Arrays.copyOfRange(chunk, end, to);
        }
    }

    /**
     * Takes the words of a chunk of the known form.
     *
     * @return false if it has another form; then nothing was taken
     */
    boolean take(byte[] chunk, int from, int to, TextPieces words) {
        var wordsFrom = from + before.length;
        var wordsTo = to - after.length;
        if (before.length == 0
                || wordsFrom > wordsTo
                || !Arrays.equals(chunk, from, wordsFrom, before, 0, before.length)
                || !Arrays.equals(chunk, wordsTo, to, after, 0, after.length)) {
            return false;
        }
        var mark = words.mark();
        if (unescaped(chunk, wordsFrom, wordsTo, words)) {
            return true;
        }
        words.backTo(mark);
        return false;
    }

    private static boolean unescaped(byte[] chunk, int from, int to, TextPieces words) {
        var at = from;
        while (at < to) {
            var b = chunk[at++];
            if (b == '\\') {
                if (at == to) {
                    return false;
                }
                at = escape(chunk, at, to, words);
                if (at < 0) {
                    return false;
                }
            } else if (b == '"' || b >= 0 && b < ' ') {
                return false;
            } else {
                words.add(b);
            }
        }
        return true;
    }

    /** The position after the escape, or -1 if it is none. */
    private static int escape(byte[] chunk, int at, int to, TextPieces words) {
        switch (chunk[at]) {
            case '"', '\\', '/' -> words.add(chunk[at]);
            case 'n' -> words.add((byte) '\n');
            case 't' -> words.add((byte) '\t');
            case 'r' -> words.add((byte) '\r');
            case 'b' -> words.add((byte) '\b');
            case 'f' -> words.add((byte) '\f');
            case 'u' -> {
                if (to - at < 5) {
                    return -1;
                }
                var unit = 0;
                for (var i = at + 1; i < at + 5; i++) {
                    var digit = chunk[i] < 0 ? -1 : Character.digit(chunk[i], 16);
                    if (digit < 0) {
                        return -1;
                    }
                    unit = unit << 4 | digit;
                }
                words.add((char) unit);
                return at + 5;
            }
            default -> {
                return -1;
            }
        }
        return at + 1;
    }
}
