package app.parley.account;

import com.ibm.icu.text.SpoofChecker;
import java.text.Normalizer;
import java.util.Locale;

/**
 * A name to sign in with: 3 to 50 letters, digits, {@code _ . -}, of one script (UTS #39, "highly
 * restrictive": Latin may stand beside Chinese, Japanese or Korean).
 *
 * @param text as it is shown, in NFKC
 * @param key as it is compared, without case
 * @param skeleton what it looks like; two names with one skeleton cannot be told apart by eye
 */
record Username(String text, String key, String skeleton) {
    private static final int SHORTEST = 3;
    private static final int LONGEST = 50;

    /** Thrown with the sentence that tells a person what to change. */
    static final class Refused extends Exception {
        Refused(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    static Username parse(String typed) throws Refused {
        var text = Normalizer.normalize(typed, Normalizer.Form.NFKC);
        int length = text.codePointCount(0, text.length());
        if (length < SHORTEST || length > LONGEST) {
            throw new Refused("A username has 3 to 50 characters.");
        }
        if (!text.codePoints().allMatch(Username::isAllowed)
                || text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new Refused("A username has letters, digits, and _ . - only.");
        }
        var checker = Spoofing.CHECKER;
        if (checker.failsChecks(text)) {
            throw new Refused("A username has letters of one alphabet only.");
        }
        var key = keyOf(text);
        // Folded once more: a zero looks like a capital O, which looks like a small one.
        return new Username(text, key, keyOf(checker.getSkeleton(key)));
    }

    /** What a typed name is looked up by; any text has one. */
    static String keyOf(String typed) {
        var text = Normalizer.normalize(typed.strip(), Normalizer.Form.NFKC);
        // Upper case first: ß and ς then fold as people expect.
        var folded = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }

    private static boolean isAllowed(int codePoint) {
        return Character.isLetter(codePoint)
                || Character.isDigit(codePoint)
                || Character.getType(codePoint) == Character.NON_SPACING_MARK
                || Character.getType(codePoint) == Character.COMBINING_SPACING_MARK
                || codePoint == '_'
                || codePoint == '.'
                || codePoint == '-';
    }

    /** Loads the Unicode tables when the first name is checked, not when the server starts. */
    private static final class Spoofing {
        static final SpoofChecker CHECKER =
                new SpoofChecker.Builder()
                        .setChecks(
                                SpoofChecker.RESTRICTION_LEVEL
                                        | SpoofChecker.INVISIBLE
                                        | SpoofChecker.MIXED_NUMBERS
                                        | SpoofChecker.HIDDEN_OVERLAY)
                        .setRestrictionLevel(SpoofChecker.RestrictionLevel.HIGHLY_RESTRICTIVE)
                        .build();
    }
}
