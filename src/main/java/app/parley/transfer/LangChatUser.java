package app.parley.transfer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person of LangChat's.
 *
 * @param passwordHash null for somebody without a password
 */
record LangChatUser(
        long id, String username, @Nullable String passwordHash, @Nullable Instant createdAt) {
    /** Keeps the hash out of logs. */
    @Override
    public String toString() {
        return "LangChatUser[" + id + "]";
    }
}
