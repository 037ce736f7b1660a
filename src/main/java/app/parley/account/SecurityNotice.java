package app.parley.account;

import java.util.Map;
import java.util.UUID;

/**
 * Something happened to an account that its owner must hear of, in case it was not they. Publish it
 * in the transaction that does it; whoever has a verified address gets a letter.
 *
 * @param details what the letter says more, such as {@code name} for a passkey's or key's name, and
 *     {@code role}
 */
public record SecurityNotice(UUID accountId, Kind kind, Map<String, String> details) {
    public SecurityNotice {
        details = Map.copyOf(details);
    }

    public static SecurityNotice of(UUID accountId, Kind kind) {
        return new SecurityNotice(accountId, kind, Map.of());
    }

    /** What happened. */
    public enum Kind {
        PASSWORD_CHANGED,
        PASSWORD_RESET,
        TOTP_ADDED,
        TOTP_REMOVED,
        PASSKEY_ADDED,
        PASSKEY_REMOVED,
        RECOVERY_CODES_MADE,
        RECOVERY_CODE_USED,
        FACTORS_REMOVED_BY_ADMINISTRATOR,
        IDENTITY_LINKED,
        IDENTITY_UNLINKED,
        KEY_CREATED,
        NEW_DEVICE,
        ROLE_CHANGED,
        SUSPENDED,
        RESTORED,
        CHAT_READ_BY_ADMINISTRATOR,
        EXPORT_ASKED
    }
}
