package app.parley.account;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * What somebody fills in who wants an account.
 *
 * @param invitation the secret of an invitation's link
 */
record NewAccount(
        @NotNull String username,
        @NotNull String password,
        @Nullable String email,
        @Nullable String displayName,
        @Nullable String invitation) {
    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "NewAccount[" + username + "]";
    }
}
