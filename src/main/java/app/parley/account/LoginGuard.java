package app.parley.account;

import app.parley.account.JdbcLoginFailureStore.Admission;
import app.parley.platform.audit.Audit;
import app.parley.platform.audit.AuditEntry;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.limits.LimitProperties;
import app.parley.platform.origin.Origin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The one place where a password is tried, so that nobody can try more than a few an hour. */
@Component
class LoginGuard {
    /** Begins the keys of names that nobody has. */
    static final String NOBODY = "nobody/";

    static final Duration WINDOW = Duration.ofHours(1);

    private final JdbcLoginFailureStore failures;
    private final LimitProperties limits;
    private final Audit audit;
    private final Clock clock;
    // Attempts at one account go one after another: those in flight count as failed, and people
    // who sign in on several devices at once must not lock themselves out.
    private final ReentrantLock[] turns =
            Stream.generate(ReentrantLock::new).limit(256).toArray(ReentrantLock[]::new);

    LoginGuard(JdbcLoginFailureStore failures, LimitProperties limits, Audit audit, Clock clock) {
        this.failures = failures;
        this.limits = limits;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Tries a password.
     *
     * @param accountKey whose it is; also for names that nobody has
     * @throws ParleyException {@code rate-limited} when too many have failed; then it is not tried
     */
    boolean attempt(String accountKey, BooleanSupplier passwordMatches) {
        var turn = turns[Math.floorMod(accountKey.hashCode(), turns.length)];
        turn.lock();
        try {
            var now = clock.instant();
            var admission =
                    failures.begin(
                            accountKey, limits.loginFailuresPerHour(), now.minus(WINDOW), now);
            return switch (admission) {
                case Admission.Granted granted -> {
                    boolean matches = passwordMatches.getAsBoolean();
                    if (matches) {
                        failures.succeeded(granted.attempt());
                    } else {
                        audit.record(failed(accountKey));
                    }
                    yield matches;
                }
                case Admission.Denied denied -> throw tooMany(denied.oldestFailure(), now);
            };
        } finally {
            turn.unlock();
        }
    }

    /**
     * What was typed as a name that nobody has is not kept: it may be a password in the wrong box.
     */
    private static AuditEntry failed(String accountKey) {
        var action =
                Origin.current().actorId() == null
                        ? "account.sign-in-failed"
                        : "account.password-refused";
        var entry = Audit.entry(action);
        return accountKey.startsWith(NOBODY)
                ? entry.detail("reason", "nobody has this name")
                : entry.on("account", accountKey).detail("reason", "wrong password");
    }

    private static ParleyException tooMany(Instant oldestFailure, Instant now) {
        long seconds = Duration.between(now, oldestFailure.plus(WINDOW)).toSeconds() + 1;
        return new ParleyException(
                ErrorCode.RATE_LIMITED,
                "Too many wrong passwords. Please try again later.",
                Map.of("retryAfterSeconds", Math.max(1, seconds)));
    }
}
