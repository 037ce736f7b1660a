package app.parley.knowledge.ingestion;

import app.parley.platform.task.Signal;
import app.parley.platform.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** A few workers at a queue that is in the database, where others may put something into it. */
public final class QueueWorkers {
    private static final Logger LOG = LoggerFactory.getLogger(QueueWorkers.class);

    /** How often the queue is looked at for what others have left behind. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final Duration LAST_WRITES = Duration.ofSeconds(5);

    private final String name;
    private final int count;
    private final BooleanSupplier work;
    private final Tasks tasks;
    private final List<Signal> sleepers = new ArrayList<>();
    private volatile boolean running;
    private int working;

    /**
     * @param work does one thing of the queue; false if there was nothing to do
     */
    public QueueWorkers(String name, int count, BooleanSupplier work, Tasks tasks) {
        this.name = name;
        this.count = count;
        this.work = work;
        this.tasks = tasks;
    }

    /** There is something to do. */
    public synchronized void wake() {
        sleepers.forEach(Signal::raise);
    }

    public synchronized void start() {
        running = true;
        for (int i = 0; i < count; i++) {
            var signal = tasks.signal();
            sleepers.add(signal);
            working++;
            tasks.start(name + "-" + i, () -> untilStopped(signal));
        }
    }

    private void untilStopped(Signal signal) {
        try {
            while (running) {
                try {
                    if (!work.getAsBoolean()) {
                        signal.await(LOOK);
                    }
                } catch (DataAccessException away) {
                    LOG.warn("The database is away; the queue of the {} waits", name, away);
                    signal.await(LOOK);
                }
            }
        } finally {
            ended();
        }
    }

    private synchronized void ended() {
        working--;
        notifyAll();
    }

    /** Lets what is being done come to a good point; what is left goes on after the next start. */
    public synchronized void stop() {
        running = false;
        wake();
        long deadline = System.nanoTime() + LAST_WRITES.toNanos();
        try {
            for (long left = LAST_WRITES.toMillis();
                    working > 0 && left > 0;
                    left = (deadline - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        sleepers.clear();
    }

    public boolean isRunning() {
        return running;
    }
}
