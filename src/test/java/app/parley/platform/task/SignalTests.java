package app.parley.platform.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTests {
    private static final int SHORT = 40;
    private static final int LONG = 1_000;

    private final VirtualTasks tasks = new VirtualTasks();
    private final Signal signal = tasks.signal();

    @ParameterizedTest
    @ValueSource(ints = {SHORT, LONG})
    void endsTheWaitOnceTheTimeHasPassed(int millis) {
        long begun = System.nanoTime();
        assertThat(signal.await(Duration.ofMillis(millis))).isFalse();
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(millis * 1_000_000L);
    }

    @ParameterizedTest
    @ValueSource(ints = {SHORT, LONG})
    void raisedBeforeTheWaitIsNotMissed(int millis) {
        signal.raise();
        signal.raise();
        assertThat(signal.await(Duration.ofMillis(millis))).isTrue();
        assertThat(signal.await(Duration.ofMillis(SHORT)))
                .as("raising twice is like once")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 3_600_000})
    void wakesTheOneThatWaits(int millis) throws Exception {
        for (int i = 0; i < 200; i++) {
            var woken = waiting(Duration.ofMillis(millis));
            signal.raise();
            assertThat(woken.get(2, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void manyWaitAtOnceEachForItsOwnTime() throws Exception {
        var longer = waiting(tasks.signal(), Duration.ofHours(1));
        var shorter =
                Stream.generate(tasks::signal)
                        .limit(500)
                        .map(one -> waiting(one, Duration.ofSeconds(1)))
                        .toList();
        for (var woken : shorter) {
            assertThat(woken.get(2, TimeUnit.MINUTES)).isFalse();
        }
        assertThat(longer).isNotDone();
    }

    @Test
    void anInterruptedThreadDoesNotWait() throws Exception {
        var woken = new CompletableFuture<Boolean>();
        var thread =
                Thread.ofVirtual().start(() -> woken.complete(signal.await(Duration.ofHours(1))));
        thread.interrupt();
        assertThat(woken.get(2, TimeUnit.MINUTES)).isFalse();
    }

    private CompletableFuture<Boolean> waiting(Duration atMost) {
        return waiting(signal, atMost);
    }

    private CompletableFuture<Boolean> waiting(Signal signal, Duration atMost) {
        var woken = new CompletableFuture<Boolean>();
        tasks.start("waits", () -> woken.complete(signal.await(atMost)));
        return woken;
    }
}
