package app.parley.account;

import app.parley.platform.command.Offline;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.text.Normalizer;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Which passwords are taken: length counts, composition does not (NIST SP 800-63B-4). */
@Component
@Offline
class PasswordPolicy {
    private static final int LONGEST = 128;

    private final AccountProperties settings;
    private final CommonPasswords common;

    PasswordPolicy(AccountProperties settings, CommonPasswords common) {
        this.settings = settings;
        this.common = common;
    }

    /** The form in which a password is hashed and compared, whatever keyboard typed it. */
    static String normalized(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    /** Whether this could be anybody's password; what could not is not worth a hash. */
    static boolean isPossible(String password) {
        return !password.isEmpty() && password.length() <= 2 * LONGEST && Text.isClean(password);
    }

    /**
     * @param field the field of the request that holds the password
     * @throws ParleyException saying what to change
     */
    void check(String field, String password, String username) {
        check(field, password, username, settings.passwordMinLength());
    }

    /**
     * @param shortest the fewest characters
     * @throws ParleyException saying what to change
     */
    void check(String field, String password, String username, int shortest) {
        if (!Text.isClean(password)) {
            throw new InvalidField(field, "A password cannot have control characters.");
        }
        var normalized = normalized(password);
        int length = normalized.codePointCount(0, normalized.length());
        if (length > LONGEST) {
            throw new InvalidField(
                    field, "A password has at most %d characters.".formatted(LONGEST));
        }
        if (length < shortest) {
            throw new InvalidField(
                    ErrorCode.WEAK_PASSWORD,
                    field,
                    "A password has at least %d characters.".formatted(shortest));
        }
        var folded = normalized.toLowerCase(Locale.ROOT);
        if (common.contains(folded) || isMadeOf(folded, Username.keyOf(username))) {
            throw new InvalidField(
                    ErrorCode.WEAK_PASSWORD,
                    field,
                    "This password is easy to guess. Several unrelated words make a good one.");
        }
    }

    private static boolean isMadeOf(String password, String username) {
        var rest = password.replace(username, "");
        return rest.codePointCount(0, rest.length()) < 4;
    }
}
