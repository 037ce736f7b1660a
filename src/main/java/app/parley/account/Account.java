package app.parley.account;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account's row. Never leaves the module; people see a {@link User}.
 *
 * @param awaitsEmail whether nobody may sign in before the address is confirmed
 * @param awaitsApproval whether nobody may sign in before an administrator has approved
 */
record Account(
        UUID id,
        String username,
        String displayName,
        @Nullable String email,
        boolean emailVerified,
        Role role,
        @Nullable String passwordHash,
        Preferences preferences,
        int authEpoch,
        boolean suspended,
        boolean awaitsEmail,
        boolean awaitsApproval,
        Instant createdAt) {
    /** Keeps the hash out of logs. */
    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}
