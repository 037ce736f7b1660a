package app.parley.account;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A letter that the account module wants sent. Published in the transaction that is its reason.
 *
 * @param accountId whose it is; null where it is nobody's yet, or no longer
 * @param to where it goes
 * @param path below Parley's address what its link leads to; null where it has none
 * @param values what it says
 * @param goodFor how long its link works
 */
public record AccountLetter(
        @Nullable UUID accountId,
        String to,
        Kind kind,
        @Nullable String path,
        Map<String, String> values,
        Duration goodFor) {
    public AccountLetter {
        values = Map.copyOf(values);
    }

    /** Keeps the link, which opens an account, out of logs. */
    @Override
    public String toString() {
        return "AccountLetter[" + kind + "]";
    }

    /** What it is about. */
    public enum Kind {
        VERIFY_EMAIL,
        CONFIRM_NEW_EMAIL,
        EMAIL_CHANGE_ASKED,
        EMAIL_CHANGED,
        RESET_PASSWORD,
        ALREADY_REGISTERED,
        INVITATION,
        APPROVED,
        ERASED
    }
}
