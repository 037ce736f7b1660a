package app.parley.platform.task;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One virtual thread for each piece of work. */
@Component
public final class VirtualTasks implements Tasks {
    private static final Logger log = LoggerFactory.getLogger(VirtualTasks.class);

    @Override
    public void start(String name, Runnable work) {
        Thread.ofVirtual()
                .name(name)
                .uncaughtExceptionHandler(
                        (thread, failure) -> log.error("{} failed", thread.getName(), failure))
                .start(work);
    }

    @Override
    public long monotonicMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Signal signal() {
        return new ParkingSignal();
    }

    private static final class ParkingSignal implements Signal {
        private final AtomicBoolean raised = new AtomicBoolean();
        private volatile @Nullable Thread waiting;

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
                long deadline = System.nanoTime() + atMost.toNanos();
                while (!raised.getAndSet(false)) {
                    long left = deadline - System.nanoTime();
                    if (left <= 0 || Thread.currentThread().isInterrupted()) {
                        return false;
                    }
                    LockSupport.parkNanos(this, left);
                }
                return true;
            } finally {
                waiting = null;
            }
        }
    }
}
