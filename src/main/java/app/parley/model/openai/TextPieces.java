package app.parley.model.openai;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Gathers text in UTF-8 until it is handed over as one string. A character that a provider has cut
 * in two, between chunks or between two surrogate escapes, waits for its other half.
 */
final class TextPieces {
    private static final char REPLACEMENT = '\uFFFD';

    private byte[] bytes = new byte[256];
    private int length;
    private char highSurrogate;

    boolean isEmpty() {
        return length == 0 && highSurrogate == 0;
    }

    /** One byte of UTF-8 that is not an escape. */
    void add(byte b) {
        if (highSurrogate != 0) {
            lonely();
        }
        put(b);
    }

    /** One UTF-16 unit, as JSON's escapes give them. NUL is replaced: databases refuse it. */
    void add(char c) {
        if (highSurrogate != 0) {
            if (Character.isLowSurrogate(c)) {
                encode(Character.toCodePoint(highSurrogate, c));
                highSurrogate = 0;
                return;
            }
            lonely();
        }
        if (Character.isHighSurrogate(c)) {
            highSurrogate = c;
        } else {
            encode(Character.isLowSurrogate(c) || c == 0 ? REPLACEMENT : c);
        }
    }

    void add(String text) {
        for (var i = 0; i < text.length(); i++) {
            add(text.charAt(i));
        }
    }

    /** Where to come back to with {@link #backTo}. */
    long mark() {
        return (long) length << 16 | highSurrogate;
    }

    /** Takes back what was added since the mark. */
    void backTo(long mark) {
        length = (int) (mark >>> 16);
        highSurrogate = (char) mark;
    }

    /** Hands over what is whole, if there is any. */
    void handTo(Consumer<String> taker) {
        var whole = wholeLength();
        if (whole == 0) {
            return;
        }
        var text = new String(bytes, 0, whole, StandardCharsets.UTF_8);
        System.arraycopy(bytes, whole, bytes, 0, length - whole);
        length -= whole;
        taker.accept(text);
    }

    /** Hands over everything; a half character has lost its other half. */
    void handAllTo(Consumer<String> taker) {
        if (highSurrogate != 0) {
            lonely();
        }
        if (length > 0) {
            var text = new String(bytes, 0, length, StandardCharsets.UTF_8);
            length = 0;
            taker.accept(text);
        }
    }

    private void lonely() {
        highSurrogate = 0;
        encode(REPLACEMENT);
    }

    /** The length without a cut character at the end. */
    private int wholeLength() {
        for (var back = 1; back <= Math.min(3, length); back++) {
            var b = bytes[length - back] & 0xff;
            if (b < 0x80) {
                return length;
            }
            if (b >= 0xc0) {
                var needed = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
                return back < needed ? length - back : length;
            }
        }
        return length;
    }

    private void encode(int codePoint) {
        if (codePoint < 0x80) {
            put(codePoint);
        } else if (codePoint < 0x800) {
            put(0xc0 | codePoint >> 6);
            put(0x80 | codePoint & 0x3f);
        } else if (codePoint < 0x10000) {
            put(0xe0 | codePoint >> 12);
            put(0x80 | codePoint >> 6 & 0x3f);
            put(0x80 | codePoint & 0x3f);
        } else {
            put(0xf0 | codePoint >> 18);
            put(0x80 | codePoint >> 12 & 0x3f);
            put(0x80 | codePoint >> 6 & 0x3f);
            put(0x80 | codePoint & 0x3f);
        }
    }

    private void put(int b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = (byte) b;
    }
}
