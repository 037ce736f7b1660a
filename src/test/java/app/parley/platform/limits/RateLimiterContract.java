package app.parley.platform.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every {@link RateLimiter} promises. */
abstract class RateLimiterContract {
    private static final Rate REGISTER = new Rate("register", 100, Duration.ofHours(1), 60);
    private static final Rate TURNS = Rate.perMinute("turns", 120);

    protected abstract RateLimiter limiter();

    protected abstract void advance(Duration step);

    @Test
    void grantsTheBurstAndThenTheRate() {
        for (int i = 0; i < 60; i++) {
            var decision = limiter().take(REGISTER, "a");
            assertThat(decision.granted()).isTrue();
            assertThat(decision.left()).isEqualTo(59 - i);
        }

        var refused = limiter().take(REGISTER, "a");
        assertThat(refused.granted()).isFalse();
        assertThat(refused.left()).isZero();
        assertThat(refused.retryAfter()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(37));
        assertThat(refused.untilFull())
                .isBetween(Duration.ofSeconds(60 * 36 - 40), Duration.ofSeconds(60 * 36 + 40));

        advance(refused.retryAfter());
        assertThat(limiter().take(REGISTER, "a").granted()).isTrue();
        assertThat(limiter().take(REGISTER, "a").granted()).isFalse();
    }

    @Test
    void refusingTakesNothing() {
        exhaust(TURNS, "a");
        for (int i = 0; i < 1_000; i++) {
            assertThat(limiter().take(TURNS, "a").granted()).isFalse();
        }
        advance(Duration.ofSeconds(30));
        for (int i = 0; i < 60; i++) {
            assertThat(limiter().take(TURNS, "a").granted()).isTrue();
        }
    }

    @Test
    void callersAndRatesAreCountedApart() {
        exhaust(TURNS, "a");
        assertThat(limiter().take(TURNS, "b").granted()).isTrue();
        assertThat(limiter().take(REGISTER, "a").granted()).isTrue();
    }

    @Test
    void whatIsGivenBackCanBeTakenAgainAndABucketHoldsNoMoreThanItsBurst() {
        exhaust(TURNS, "a");
        limiter().giveBack(TURNS, "a");
        assertThat(limiter().take(TURNS, "a").granted()).isTrue();
        assertThat(limiter().take(TURNS, "a").granted()).isFalse();

        limiter().giveBack(TURNS, "b");
        advance(Duration.ofHours(1));
        assertThat(limiter().take(TURNS, "b").left()).isEqualTo(119);
    }

    protected void exhaust(Rate rate, String caller) {
        for (int i = 0; i < rate.burst(); i++) {
            assertThat(limiter().take(rate, caller).granted()).isTrue();
        }
    }
}
