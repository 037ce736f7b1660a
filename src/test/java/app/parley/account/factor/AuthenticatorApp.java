package app.parley.account.factor;

import java.time.Instant;

/**
 * What people have on their phones; shows a new code each time, running ahead of the clock by a
 * step.
 */
public final class AuthenticatorApp {
    private final byte[] secret;
    private long lastStep;

    private AuthenticatorApp(byte[] secret) {
        this.secret = secret;
    }

    public static AuthenticatorApp with(String secret) {
        return new AuthenticatorApp(Base32.decode(secret));
    }

    /** A code that was not shown before: the one before the current, the current, the one after. */
    public String nextCode() {
        lastStep = Math.max(lastStep + 1, Totp.stepAt(Instant.now()) - 1);
        return Totp.code(secret, lastStep);
    }
}
