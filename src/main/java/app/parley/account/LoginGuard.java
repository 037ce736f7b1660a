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

    /** What somebody may guess at: each has its own count. */
    enum Guess {
        PASSWORD(
                "",
                "account.password-refused",
                "wrong password",
                "Too many wrong passwords. Please try again later."),
        CODE(
                "factor/",
                "factor.code-refused",
                "wrong code",
                "Too many wrong codes. Please try again later.");

        private final String keyPrefix;
        private final String refusedAction;
        private final String reason;
        private final String refusal;

        Guess(String keyPrefix, String refusedAction, String reason, String refusal) {
            this.keyPrefix = keyPrefix;
            this.refusedAction = refusedAction;
            this.reason = reason;
            this.refusal = refusal;
        }
    }

    /** Tries a password. */
    boolean attempt(String accountKey, BooleanSupplier matches) {
        return attempt(Guess.PASSWORD, accountKey, matches);
    }

    /**
     * @param accountKey whose it is; also for names that nobody has
     * @throws ParleyException {@code rate-limited} when too many have failed; then it is not tried
     */
    boolean attempt(Guess guess, String accountKey, BooleanSupplier matches) {
        var failureKey = guess.keyPrefix + accountKey;
        var turn = turns[Math.floorMod(failureKey.hashCode(), turns.length)];
        turn.lock();
        try {
            var now = clock.instant();
            var admission =
                    failures.begin(
                            failureKey, limits.loginFailuresPerHour(), now.minus(WINDOW), now);
            return switch (admission) {
                case Admission.Granted granted -> {
                    boolean matched = matches.getAsBoolean();
                    if (matched) {
                        failures.succeeded(granted.attempt());
                    } else {
                        audit.record(failed(guess, accountKey));
                    }
                    yield matched;
                }
                case Admission.Denied denied ->
                        throw tooMany(guess.refusal, denied.oldestFailure(), now);
            };
        } finally {
            turn.unlock();
        }
    }

    /**
     * What was typed as a name that nobody has is not kept: it may be a password in the wrong box.
     */
    private static AuditEntry failed(Guess guess, String accountKey) {
        var action =
                Origin.current().actorId() == null ? "account.sign-in-failed" : guess.refusedAction;
        var entry = Audit.entry(action);
        return accountKey.startsWith(NOBODY)
                ? entry.detail("reason", "nobody has this name")
                : entry.on("account", accountKey).detail("reason", guess.reason);
    }

    private static ParleyException tooMany(String refusal, Instant oldestFailure, Instant now) {
        long seconds = Duration.between(now, oldestFailure.plus(WINDOW)).toSeconds() + 1;
        return new ParleyException(
                ErrorCode.RATE_LIMITED, refusal, Map.of("retryAfterSeconds", Math.max(1, seconds)));
    }
}
