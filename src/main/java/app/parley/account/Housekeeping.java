package app.parley.account;

import app.parley.account.passkey.Passkeys;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets sessions that ended long ago and failed sign-ins that no longer count. */
@Component
class Housekeeping {
    private static final Duration SESSIONS_KEPT = Duration.ofDays(30);

    private static final Duration LINKS_KEPT = Duration.ofDays(1);

    private final JdbcSessionStore sessions;
    private final JdbcLoginFailureStore failures;
    private final JdbcChallengeStore challenges;
    private final Passkeys passkeys;
    private final JdbcAccountTokenStore links;
    private final Clock clock;

    Housekeeping(
            JdbcSessionStore sessions,
            JdbcLoginFailureStore failures,
            JdbcChallengeStore challenges,
            Passkeys passkeys,
            JdbcAccountTokenStore links,
            Clock clock) {
        this.sessions = sessions;
        this.failures = failures;
        this.challenges = challenges;
        this.passkeys = passkeys;
        this.links = links;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 2, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void forget() {
        var now = clock.instant();
        sessions.forgetBefore(now.minus(SESSIONS_KEPT));
        failures.forgetBefore(now.minus(LoginGuard.WINDOW));
        challenges.forgetBefore(now);
        passkeys.forgetOldQuestions();
        // Until then they count against what may be asked for.
        links.forgetBefore(now.minus(LINKS_KEPT));
    }
}
