package app.parley.model.http;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections that have been silent for too long. One look at all of them now and then: a
 * timeout of each read would set and cancel a timer for every token.
 */
final class SilenceWatch implements AutoCloseable {
    private static final long LONGEST_ROUND = TimeUnit.SECONDS.toNanos(1);

    private final long idleNanos;
    private final Set<Watched> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService rounds =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("model-silence-watch").factory());

    SilenceWatch(Duration idle) {
        idleNanos = idle.toNanos();
        var round = Math.clamp(idleNanos / 4, 1_000_000, LONGEST_ROUND);
        rounds.scheduleWithFixedDelay(this::look, round, round, TimeUnit.NANOSECONDS);
    }

    Watched watch(Closeable connection) {
        var watched = new Watched(connection);
        open.add(watched);
        return watched;
    }

    @Override
    public void close() {
        rounds.shutdownNow();
    }

    private void look() {
        var now = System.nanoTime();
        for (var watched : open) {
            if (now - watched.lastHeard > idleNanos) {
                watched.giveUp();
            }
        }
    }

    /** One connection; its reader tells of every sign of life. */
    final class Watched {
        private final Closeable connection;
        private volatile long lastHeard = System.nanoTime();
        private volatile boolean silent;

        private Watched(Closeable connection) {
            this.connection = connection;
        }

        void heard() {
            lastHeard = System.nanoTime();
        }

        /** Whether the connection was closed because of its silence. */
        boolean isSilent() {
            return silent;
        }

        void release() {
            open.remove(this);
        }

        private void giveUp() {
            silent = true;
            release();
            try {
                connection.close();
            } catch (IOException alreadyGone) {
                // closing is giving up; there is nothing left to do
            }
        }
    }
}
