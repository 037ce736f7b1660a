package app.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatenciesTests {
    @Test
    void answersPercentilesToWithinTwoPercent() {
        var latencies = new Latencies();
        for (var micros = 1; micros <= 100_000; micros++) {
            latencies.add(micros * 1_000L);
        }
        assertThat(latencies.millis(.5)).isCloseTo(50, within(1.0));
        assertThat(latencies.millis(.99)).isCloseTo(99, within(2.0));
        assertThat(latencies.maxMillis()).isEqualTo(100);
    }
}
