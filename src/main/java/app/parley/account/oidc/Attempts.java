package app.parley.account.oidc;

import app.parley.platform.secret.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Begins sign-ins with providers and takes them up again, once, within ten minutes, in the browser
 * that began them.
 *
 * <p>The nonce and the verifier of RFC 7636 are functions of the state and the server's key: the
 * row need not keep them, and neither can be had from the other.
 */
@Component
class Attempts {
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private final JdbcAttemptStore store;
    private final Clock clock;
    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    Attempts(JdbcAttemptStore store, SecretKeys keys, Clock clock) {
        this.store = store;
        this.clock = clock;
        key = keys.derive("oidc-attempt", "HmacSHA256");
    }

    /** What goes to the provider, and what is kept from it. */
    record Secrets(String state, String nonce, String verifier) {
        String challenge() {
            return encoded(sha256(verifier));
        }

        /** Keeps all of it out of logs. */
        @Override
        public String toString() {
            return "Secrets[]";
        }
    }

    Secrets begin(String browser, Attempt attempt) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        var state = encoded(bytes);
        store.add(sha256(state), sha256(browser), attempt);
        return secretsOf(state);
    }

    Optional<Attempt> take(String browser, String state) {
        return store.take(sha256(state), sha256(browser), clock.instant().minus(LIFETIME));
    }

    Secrets secretsOf(String state) {
        return new Secrets(state, derived("nonce", state), derived("verifier", state));
    }

    @Scheduled(initialDelay = 3, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void forget() {
        store.forgetBefore(clock.instant().minus(LIFETIME));
    }

    private String derived(String purpose, String state) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return encoded(mac.doFinal((purpose + ' ' + state).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no HmacSHA256", impossible);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no SHA-256", impossible);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
