package app.parley.knowledge.ingestion;

import app.parley.platform.db.Database;
import app.parley.platform.db.Dialect;
import app.parley.platform.id.Ids;
import app.parley.platform.task.Tasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Works through the queue of documents, a few at once. The queue is in the database: what a process
 * that died was working on is taken up by the next one, here or elsewhere.
 */
@Component
public class Ingestion implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Ingestion.class);

    private final JdbcJobStore queue;
    private final IngestionWork work;
    private final Database database;
    private final QueueWorkers workers;
    private boolean prepared;

    Ingestion(
            JdbcJobStore queue,
            IngestionWork work,
            Database database,
            Tasks tasks,
            IngestionProperties settings) {
        this.queue = queue;
        this.work = work;
        this.database = database;
        workers = new QueueWorkers("ingestion", settings.workers(), this::next, tasks);
    }

    /** There is something to do. */
    public void wake() {
        workers.wake();
    }

    @Override
    public void start() {
        workers.start();
    }

    private boolean next() {
        prepareOnce();
        var first = queue.take(Ids.newId(), IngestionWork.LEASE);
        for (var job = first; job.isPresent(); ) {
            job = work.run(job.get(), () -> !workers.isRunning());
        }
        return first.isPresent();
    }

    private synchronized void prepareOnce() {
        if (prepared) {
            return;
        }
        if (database.dialect() == Dialect.SQLITE) {
            // Nobody else can have this file: whoever held a document is dead.
            queue.releaseAll();
        }
        prepared = true;
    }

    /** Lets the current batches end. */
    @Override
    public void stop() {
        workers.stop();
    }

    @Override
    public boolean isRunning() {
        return workers.isRunning();
    }
}
