package app.parley.knowledge.site;

import app.parley.knowledge.fetch.CrawlProperties;
import app.parley.knowledge.ingestion.QueueWorkers;
import app.parley.platform.db.Database;
import app.parley.platform.db.Dialect;
import app.parley.platform.id.Ids;
import app.parley.platform.task.Tasks;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Works through the queue of sites, a few at once. Like that of documents it is in the database,
 * and what a process that died was crawling is taken up by the next one.
 */
@Component
class Crawler implements SmartLifecycle {
    private final JdbcCrawlStore queue;
    private final CrawlWork work;
    private final Database database;
    private final QueueWorkers workers;
    private boolean prepared;

    Crawler(
            JdbcCrawlStore queue,
            CrawlWork work,
            Database database,
            Tasks tasks,
            CrawlProperties settings) {
        this.queue = queue;
        this.work = work;
        this.database = database;
        workers = new QueueWorkers("crawler", settings.workers(), this::next, tasks);
    }

    /** There is something to do. */
    void wake() {
        workers.wake();
    }

    private boolean next() {
        prepareOnce();
        var crawl = queue.take(Ids.newId());
        crawl.ifPresent(taken -> work.run(taken, () -> !workers.isRunning()));
        return crawl.isPresent();
    }

    private synchronized void prepareOnce() {
        if (!prepared && database.dialect() == Dialect.SQLITE) {
            // Nobody else can have this file: whoever went through a site is dead.
            queue.releaseAll();
        }
        prepared = true;
    }

    @Override
    public void start() {
        workers.start();
    }

    /** Lets the current pages end. */
    @Override
    public void stop() {
        workers.stop();
    }

    @Override
    public boolean isRunning() {
        return workers.isRunning();
    }
}
