package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.parley.platform.db.Database;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.limits.LimitProperties;
import app.parley.support.RecordedAudit;
import app.parley.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class LoginGuardContract {
    private final RecordedAudit audit = new RecordedAudit();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private Database database;
    private LoginGuard guard;

    protected abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        guard = newGuard();
    }

    @AfterEach
    void close() throws Exception {
        ((AutoCloseable) database).close();
    }

    @Test
    void refusesTheEleventhGuessOfAnHourUntried() {
        for (int i = 0; i < 10; i++) {
            assertThat(guard.attempt("account", () -> false)).isFalse();
            clock.advance(Duration.ofMinutes(1));
        }

        var refused = refusal("account");

        assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        // The first failure is ten minutes old.
        assertThat(refused.facts().get("retryAfterSeconds")).isEqualTo(50 * 60 + 1L);
        assertThat(guard.attempt("another", () -> true)).isTrue();
        clock.advance(Duration.ofSeconds(50 * 60 + 1));
        assertThat(guard.attempt("account", () -> false)).isFalse();
        refusal("account");
    }

    @Test
    void countsFailuresOnly() {
        for (int i = 0; i < 50; i++) {
            assertThat(guard.attempt("account", () -> true)).isTrue();
        }
    }

    @Test
    void aSuccessDoesNotForgetFailures() {
        for (int i = 0; i < 10; i++) {
            guard.attempt("account", () -> false);
            if (i < 9) {
                guard.attempt("account", () -> true);
            }
        }

        refusal("account");
    }

    @Test
    void remembersAcrossARestart() {
        for (int i = 0; i < 10; i++) {
            guard.attempt("account", () -> false);
        }

        guard = newGuard();

        refusal("account");
    }

    @Test
    void aThousandGuessesAtOnceOnTwoReplicasAreTenGuesses() {
        var replica = newGuard();
        var tried = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                var asked = i % 2 == 0 ? guard : replica;
                threads.submit(
                        () ->
                                asked.attempt(
                                        "account",
                                        () -> {
                                            tried.incrementAndGet();
                                            return false;
                                        }));
            }
        }

        assertThat(tried).hasValue(10);
    }

    @Test
    void manyDevicesOfOnePersonSignInAtOnce() throws Exception {
        var succeeded = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                threads.submit(
                        () -> {
                            if (guard.attempt("account", () -> true)) {
                                succeeded.incrementAndGet();
                            }
                        });
            }
        }

        assertThat(succeeded).hasValue(40);
    }

    private ParleyException refusal(String account) {
        return catchThrowableOfType(
                ParleyException.class,
                () ->
                        guard.attempt(
                                account,
                                () -> {
                                    throw new AssertionError("the password was tried");
                                }));
    }

    private LoginGuard newGuard() {
        return new LoginGuard(
                new JdbcLoginFailureStore(database),
                new LimitProperties(1, 1, 1, 1, 1, 1, 1, 1, 10),
                audit,
                clock);
    }
}
