package app.parley.platform.web;

/**
 * Reads JSON as it arrives and finds what is no text: U+0000 and halves of surrogate pairs, raw or
 * escaped, and broken UTF-8. PostgreSQL cannot store the first, UTF-8 cannot carry the second, and
 * a program that lets them in loses them somewhere. Escapes only occur inside strings, so no parser
 * is needed.
 */
final class JsonText {
    /** How many bytes of the current UTF-8 character are missing, and what the next may be. */
    private int missing;

    private int lowest;
    private int highest;

    /**
     * 0: not in an escape; 1: after the backslash; 2 to 5: before that many minus one hex digits.
     */
    private int escape;

    private int unit;
    private boolean highSurrogateBefore;

    /** False as soon as the bytes so far cannot be the beginning of proper text. */
    boolean accepts(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (!accepts(bytes[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    private boolean accepts(int octet) {
        if (missing > 0) {
            return continues(octet);
        }
        if (escape > 0) {
            return escapes(octet);
        }
        if (highSurrogateBefore && octet != '\\') {
            return false;
        }
        if (octet == '\\') {
            escape = 1;
            return true;
        }
        return octet != 0 && begins(octet);
    }

    /** RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
    private boolean begins(int octet) {
        lowest = 0x80;
        highest = 0xbf;
        if (octet < 0x80) {
            return true;
        }
        if (octet >= 0xc2 && octet <= 0xdf) {
            missing = 1;
        } else if (octet >= 0xe0 && octet <= 0xef) {
            missing = 2;
            lowest = octet == 0xe0 ? 0xa0 : 0x80;
            highest = octet == 0xed ? 0x9f : 0xbf;
        } else if (octet >= 0xf0 && octet <= 0xf4) {
            missing = 3;
            lowest = octet == 0xf0 ? 0x90 : 0x80;
            highest = octet == 0xf4 ? 0x8f : 0xbf;
        } else {
            return false;
        }
        return true;
    }

    private boolean continues(int octet) {
        var fits = octet >= lowest && octet <= highest;
        missing--;
        lowest = 0x80;
        highest = 0xbf;
        return fits;
    }

    private boolean escapes(int octet) {
        if (escape == 1) {
            if (octet == 'u') {
                escape = 2;
                unit = 0;
                return true;
            }
            escape = 0;
            return !highSurrogateBefore;
        }
        var digit = Character.digit(octet, 16);
        if (digit < 0) {
            escape = 0; // not JSON at all: the parser says so better
            return !highSurrogateBefore;
        }
        unit = unit << 4 | digit;
        if (++escape <= 5) {
            return true;
        }
        escape = 0;
        return pairs((char) unit);
    }

    private boolean pairs(char decoded) {
        if (highSurrogateBefore) {
            highSurrogateBefore = false;
            return Character.isLowSurrogate(decoded);
        }
        highSurrogateBefore = Character.isHighSurrogate(decoded);
        return decoded != 0 && !Character.isLowSurrogate(decoded);
    }
}
