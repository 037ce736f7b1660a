package app.parley.platform.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.platform.error.ParleyException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTests {
    private final AtomicLong now = new AtomicLong();
    private final Pace pace = new Pace(Duration.ofSeconds(30), now::get);

    @Test
    void aByteASecondIsTooSlowOnceTheGraceIsOver() {
        for (int second = 1; second <= 30; second++) {
            read(second, Duration.ofSeconds(1));
        }
        assertThatThrownBy(() -> read(31, Duration.ofSeconds(1)))
                .isInstanceOf(ParleyException.class);
    }

    @Test
    void aLongUploadOverAThinLineIsTaken() {
        assertThatCode(
                        () -> {
                            for (long second = 1; second <= 3_600; second++) {
                                read(second * 2_048, Duration.ofSeconds(1));
                            }
                        })
                .doesNotThrowAnyException();
    }

    @Test
    void whatParleyDoesBetweenTwoReadsIsNotTheClientsFault() {
        read(100, Duration.ofSeconds(1));
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThatCode(() -> read(200, Duration.ofSeconds(1))).doesNotThrowAnyException();
    }

    private void read(long soFar, Duration took) {
        pace.begin();
        now.addAndGet(took.toNanos());
        pace.check(soFar);
    }
}
