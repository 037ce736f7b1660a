package app.parley.account.oidc;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in on its way to a provider and back.
 *
 * @param session that asked for it; null for a sign-in
 * @param redirectUri as the provider was told, which must be told again when the code is traded
 * @param returnTo a path of this application
 */
record Attempt(
        String providerId,
        Purpose purpose,
        @Nullable UUID session,
        String redirectUri,
        String returnTo,
        Instant startedAt) {
    /** What for. */
    enum Purpose {
        SIGN_IN,
        LINK,
        STEP_UP;

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Purpose ofCode(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
