package app.parley.model.provider;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Stops asking somebody who keeps failing, and lets one question through now and then to see
 * whether it has passed.
 */
final class CircuitBreaker {
    private final int threshold;
    private final long openNanos;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private int failures;
    private long openUntil;

    CircuitBreaker(int threshold, Duration open, LongSupplier nanoTime) {
        this.threshold = threshold;
        this.openNanos = open.toNanos();
        this.nanoTime = nanoTime;
    }

    /** How long to wait before asking; zero means now, and then the outcome must be told. */
    Duration waitTime() {
        lock.lock();
        try {
            if (failures < threshold) {
                return Duration.ZERO;
            }
            var now = nanoTime.getAsLong();
            if (openUntil - now > 0) {
                return Duration.ofNanos(openUntil - now);
            }
            // whoever comes now is the probe; the others wait for what it finds
            openUntil = now + openNanos;
            return Duration.ZERO;
        } finally {
            lock.unlock();
        }
    }

    void succeeded() {
        lock.lock();
        try {
            failures = 0;
        } finally {
            lock.unlock();
        }
    }

    void failed() {
        lock.lock();
        try {
            failures++;
            if (failures >= threshold) {
                openUntil = nanoTime.getAsLong() + openNanos;
            }
        } finally {
            lock.unlock();
        }
    }
}
