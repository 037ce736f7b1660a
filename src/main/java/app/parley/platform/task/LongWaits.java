package app.parley.platform.task;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends waits of a second or more, up to a quarter of a second late. One look at all of them now and
 * then: a timer for each would be set and cancelled for every token that wakes a reader, which
 * costs more than to send it.
 */
final class LongWaits {
    private static final Duration LONG = Duration.ofSeconds(1);
    private static final Duration ROUND = Duration.ofMillis(250);

    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();

    LongWaits() {
        Thread.ofPlatform().daemon().name("long-waits").start(this::lookForEver);
    }

    static boolean isLong(Duration atMost) {
        return atMost.compareTo(LONG) >= 0;
    }

    /** The thread is unparked once the time has passed, unless the wait is closed before. */
    Wait begin(Thread thread, Duration atMost) {
        var wait = new Wait(thread, System.nanoTime() + atMost.toNanos());
        waits.add(wait);
        return wait;
    }

    private void lookForEver() {
        while (true) {
            LockSupport.parkNanos(ROUND.toNanos());
            for (var wait : waits) {
                if (wait.isOver()) {
                    LockSupport.unpark(wait.thread);
                }
            }
        }
    }

    /** One wait of one thread. */
    final class Wait implements AutoCloseable {
        private final Thread thread;
        private final long deadline;

        private Wait(Thread thread, long deadline) {
            this.thread = thread;
            this.deadline = deadline;
        }

        boolean isOver() {
            return System.nanoTime() - deadline >= 0;
        }

        @Override
        public void close() {
            waits.remove(this);
        }
    }
}
