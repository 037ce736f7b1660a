package app.parley.account.key;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets nonces of signatures that have expired. */
@Component
class NonceHousekeeping {
    private final JdbcNonceStore nonces;
    private final Clock clock;

    NonceHousekeeping(JdbcNonceStore nonces, Clock clock) {
        this.nonces = nonces;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 5, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void forget() {
        nonces.forgetBefore(clock.instant());
    }
}
