package app.parley.account;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Lets go of accounts whose address nobody confirmed. Nobody could ever sign in to them, and they
 * keep a username from those who would.
 */
@Component
class UnconfirmedAccounts {
    private static final Logger LOG = LoggerFactory.getLogger(UnconfirmedAccounts.class);
    private static final int AT_ONCE = 200;

    private final JdbcAccountStore accounts;
    private final Erasure erasure;
    private final Duration kept;
    private final Clock clock;

    UnconfirmedAccounts(
            JdbcAccountStore accounts, Erasure erasure, AccountProperties settings, Clock clock) {
        this.accounts = accounts;
        this.erasure = erasure;
        this.kept = settings.unconfirmedKept();
        this.clock = clock;
    }

    @Scheduled(initialDelay = 4, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void forget() {
        if (kept.isZero()) {
            return;
        }
        var old = accounts.unconfirmedSince(clock.instant().minus(kept), AT_ONCE);
        old.forEach(account -> erasure.expire(account, "address never confirmed"));
        if (!old.isEmpty()) {
            LOG.info("{} accounts whose address was never confirmed are gone", old.size());
        }
    }
}
