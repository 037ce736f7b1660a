package app.parley.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTests {
    private long now = 1;
    private final CircuitBreaker breaker = new CircuitBreaker(3, Duration.ofNanos(100), () -> now);

    @Test
    void opensAfterFailuresInARow() {
        breaker.failed();
        breaker.failed();
        assertThat(breaker.waitTime()).isZero();

        breaker.failed();

        assertThat(breaker.waitTime()).isEqualTo(Duration.ofNanos(100));
    }

    @Test
    void forgetsFailuresAtASuccess() {
        breaker.failed();
        breaker.failed();
        breaker.succeeded();
        breaker.failed();

        assertThat(breaker.waitTime()).isZero();
    }

    @Test
    void letsOneThroughAfterAWhile() {
        open();
        now += 100;

        assertThat(breaker.waitTime()).isZero();
        assertThat(breaker.waitTime()).isPositive();
    }

    @Test
    void closesWhenTheOneSucceedsAndStaysOpenWhenItFails() {
        open();
        now += 100;
        breaker.waitTime();
        breaker.failed();
        assertThat(breaker.waitTime()).isEqualTo(Duration.ofNanos(100));

        now += 100;
        breaker.waitTime();
        breaker.succeeded();
        assertThat(breaker.waitTime()).isZero();
        assertThat(breaker.waitTime()).isZero();
    }

    private void open() {
        for (var i = 0; i < 3; i++) {
            breaker.failed();
        }
    }
}
