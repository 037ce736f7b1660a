package app.parley.knowledge.index;

import app.parley.knowledge.Knowledge;
import app.parley.platform.task.Signal;
import app.parley.platform.task.Tasks;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/** Keeps the index in step while the server runs, with what this and other processes change. */
public class IndexUpkeep implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(IndexUpkeep.class);
    private static final Duration LOOK = Duration.ofSeconds(2);

    /**
     * Many changes share the cost of one; who searches meanwhile has the index brought up first.
     */
    private static final Duration PACE = Duration.ofSeconds(1);

    /** What is lost with the process is made of the rows again, which takes no longer. */
    private static final Duration SAVE = Duration.ofSeconds(20);

    private static final Duration EXPUNGE = Duration.ofMinutes(1);

    private final IndexKeeper keeper;
    private final Knowledge knowledge;
    private final Tasks tasks;
    private final Signal news;
    private long savedAt;
    private long expungedAt;
    private volatile boolean expungeAtOnce;
    private volatile boolean running;

    IndexUpkeep(IndexKeeper keeper, Knowledge knowledge, Tasks tasks) {
        this.keeper = keeper;
        this.knowledge = knowledge;
        this.tasks = tasks;
        this.news = tasks.signal();
    }

    /** Something has changed that can be searched. */
    public void wake() {
        news.raise();
    }

    /** The same, and what was deleted is to leave the index's files at once. */
    public void expungeSoon() {
        expungeAtOnce = true;
        news.raise();
    }

    @Override
    public void start() {
        running = true;
        tasks.start("index-upkeep", this::untilStopped);
    }

    private void untilStopped() {
        while (running) {
            news.await(LOOK);
            // The first time is the start's, which tells when it is done.
            if (running && knowledge.isReady()) {
                look();
                tasks.pause(PACE);
            }
        }
    }

    private void look() {
        try {
            boolean atOnce = expungeAtOnce;
            expungeAtOnce = false;
            keeper.bringUpToDate();
            long now = tasks.monotonicMillis();
            if (now - savedAt >= SAVE.toMillis()) {
                savedAt = now;
                keeper.save();
            }
            if (atOnce || now - expungedAt >= EXPUNGE.toMillis()) {
                expungedAt = now;
                keeper.expunge();
            }
        } catch (DataAccessException away) {
            LOG.debug("The database is away; the index stays as it is", away);
        } catch (RuntimeException failed) {
            // The outermost runner: the next look may work.
            LOG.error("The index could not be brought up to date", failed);
        }
    }

    @Override
    public void stop() {
        running = false;
        news.raise();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
