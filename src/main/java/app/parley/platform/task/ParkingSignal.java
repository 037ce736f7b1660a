package app.parley.platform.task;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A signal whose waiting thread is parked. */
final class ParkingSignal implements Signal {
    private final LongWaits longWaits;
    private final AtomicBoolean raised = new AtomicBoolean();
    private volatile @Nullable Thread waiting;

    ParkingSignal(LongWaits longWaits) {
        this.longWaits = longWaits;
    }

    @Override
    public void raise() {
        if (!raised.getAndSet(true)) {
            LockSupport.unpark(waiting);
        }
    }

    @Override
    public boolean await(Duration atMost) {
        if (raised.getAndSet(false)) {
            return true;
        }
        waiting = Thread.currentThread();
        try {
            return LongWaits.isLong(atMost) ? awaitLong(atMost) : awaitExactly(atMost);
        } finally {
            waiting = null;
        }
    }

    private boolean awaitExactly(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!raised.getAndSet(false)) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(this, left);
        }
        return true;
    }

    private boolean awaitLong(Duration atMost) {
        try (var wait = longWaits.begin(Thread.currentThread(), atMost)) {
            while (!raised.getAndSet(false)) {
                if (wait.isOver() || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                LockSupport.park(this);
            }
            return true;
        }
    }
}
