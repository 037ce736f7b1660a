package app.parley.platform.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalRateLimiterTests extends RateLimiterContract {
    private static final int MOST_CALLERS = 10;

    private final AtomicLong now = new AtomicLong();
    private final LocalRateLimiter limiter = new LocalRateLimiter(MOST_CALLERS, new Time());

    @Override
    protected RateLimiter limiter() {
        return limiter;
    }

    @Override
    protected void advance(Duration step) {
        now.addAndGet(step.toNanos());
    }

    @Test
    void moreCallersThanItRemembersShareOneBucket() {
        var rate = Rate.perMinute("turns", 100);
        for (int i = 0; i < 60; i++) {
            assertThat(limiter.take(rate, "caller " + i).granted()).isTrue();
        }
        assertThat(limiter.callers()).isEqualTo(MOST_CALLERS);
        assertThat(limiter.take(rate, "caller 0").left()).isEqualTo(98);
        assertThat(limiter.take(rate, "the next").left()).isEqualTo(100 - 50 - 1);
    }

    @Test
    void forgetsWhoHasWaitedUntilTheBucketIsFull() {
        var rate = Rate.perMinute("turns", 100);
        limiter.take(rate, "a");
        exhaust(rate, "b");

        advance(Duration.ofSeconds(30));
        limiter.forgetFull();
        assertThat(limiter.callers()).isEqualTo(1);
        assertThat(limiter.take(rate, "b").left()).isEqualTo(49);

        advance(Duration.ofMinutes(1));
        limiter.forgetFull();
        assertThat(limiter.callers()).isZero();
    }

    private final class Time implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return now.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
