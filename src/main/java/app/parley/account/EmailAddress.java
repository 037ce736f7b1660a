package app.parley.account;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address.
 *
 * @param text as its owner writes it
 * @param key as it is compared
 */
record EmailAddress(String text, String key) {
    private static final int LONGEST = 254;
    // Whether the mailbox exists only a message can tell; this keeps out what no mail server takes.
    private static final Pattern SHAPE =
            Pattern.compile(
                    "[^\\s@\\p{Cntrl}\"(),:;<>\\[\\\\\\]]{1,64}"
                            + "@[\\p{L}\\p{N}]([\\p{L}\\p{N}.-]{0,252}[\\p{L}\\p{N}])?");

    static Optional<EmailAddress> parse(String text) {
        if (text.length() > LONGEST
                || !Text.isClean(text)
                || !SHAPE.matcher(text).matches()
                || text.contains("..")) {
            return Optional.empty();
        }
        return Optional.of(new EmailAddress(text, keyOf(text)));
    }

    static String keyOf(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
