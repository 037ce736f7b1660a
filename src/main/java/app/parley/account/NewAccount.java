package app.parley.account;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** What somebody fills in who wants an account. */
record NewAccount(
        @NotNull String username,
        @NotNull String password,
        @Nullable String email,
        @Nullable String displayName) {
    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "NewAccount[" + username + "]";
    }
}
