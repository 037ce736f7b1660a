package app.parley.knowledge;

import app.parley.platform.db.Database;
import app.parley.platform.db.Dialect;
import app.parley.platform.id.Ids;
import app.parley.platform.task.Signal;
import app.parley.platform.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Works through the queue of documents, a few at once. The queue is in the database: what a process
 * that died was working on is taken up by the next one, here or elsewhere.
 */
@Component
class Ingestion implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Ingestion.class);

    /** How often the queue is looked at for what others have left behind. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final Duration LAST_WRITES = Duration.ofSeconds(5);

    private final JdbcIngestionStore queue;
    private final IngestionWork work;
    private final Embedder embedder;
    private final Database database;
    private final Tasks tasks;
    private final IngestionProperties settings;
    private final List<Signal> sleepers = new ArrayList<>();
    private volatile boolean running;
    private int working;
    private boolean prepared;

    Ingestion(
            JdbcIngestionStore queue,
            IngestionWork work,
            Embedder embedder,
            Database database,
            Tasks tasks,
            IngestionProperties settings) {
        this.queue = queue;
        this.work = work;
        this.embedder = embedder;
        this.database = database;
        this.tasks = tasks;
        this.settings = settings;
    }

    /** There is something to do. */
    synchronized void wake() {
        sleepers.forEach(Signal::raise);
    }

    @Override
    public synchronized void start() {
        running = true;
        for (int i = 0; i < settings.workers(); i++) {
            var signal = tasks.signal();
            sleepers.add(signal);
            working++;
            tasks.start("ingestion-" + i, () -> untilStopped(signal));
        }
    }

    private void untilStopped(Signal signal) {
        try {
            while (running) {
                try {
                    prepareOnce();
                    var job = queue.take(Ids.newId(), IngestionWork.LEASE);
                    if (job.isPresent()) {
                        work.run(job.get(), () -> !running);
                    } else {
                        signal.await(LOOK);
                    }
                } catch (DataAccessException away) {
                    LOG.warn("The database is away; documents wait", away);
                    signal.await(LOOK);
                }
            }
        } finally {
            ended();
        }
    }

    private synchronized void prepareOnce() {
        if (prepared) {
            return;
        }
        if (database.dialect() == Dialect.SQLITE) {
            // Nobody else can have this file: whoever held a document is dead.
            queue.releaseAll();
        }
        int foreign = queue.reembed(embedder.model());
        if (foreign > 0) {
            LOG.info(
                    "The documents of {} collections are embedded anew, by {}",
                    foreign,
                    embedder.model());
        }
        prepared = true;
    }

    private synchronized void ended() {
        working--;
        notifyAll();
    }

    /** Lets the current batches end; what is left goes on after the next start. */
    @Override
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

    @Override
    public boolean isRunning() {
        return running;
    }
}
