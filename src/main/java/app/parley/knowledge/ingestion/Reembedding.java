package app.parley.knowledge.ingestion;

import app.parley.knowledge.CollectionChanged;
import app.parley.knowledge.collection.JdbcCollectionStore;
import app.parley.knowledge.embedding.Embedders;
import app.parley.knowledge.embedding.EmbeddingException;
import app.parley.knowledge.index.IndexUpkeep;
import app.parley.knowledge.ingestion.JdbcReembeddingStore.Job;
import app.parley.knowledge.ingestion.JdbcReembeddingStore.Waiting;
import app.parley.platform.db.Database;
import app.parley.platform.db.Dialect;
import app.parley.platform.id.Ids;
import app.parley.platform.task.Tasks;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Takes collections over to another embedding model, a batch at a time, while searches go on with
 * the old vectors. What a process that died has done is kept.
 */
@Component
public class Reembedding implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Reembedding.class);
    private static final Duration LEASE = Duration.ofMinutes(3);
    private static final Duration MODEL_PAUSE = Duration.ofSeconds(30);

    /** Of which one may wait for a provider that is away. */
    private static final int AT_ONCE = 2;

    private static final long TELL_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final JdbcReembeddingStore store;
    private final JdbcCollectionStore collections;
    private final Embedders embedders;
    private final IndexUpkeep index;
    private final ApplicationEventPublisher events;
    private final Database database;
    private final QueueWorkers workers;
    private boolean prepared;

    Reembedding(
            JdbcReembeddingStore store,
            JdbcCollectionStore collections,
            Embedders embedders,
            IndexUpkeep index,
            ApplicationEventPublisher events,
            Database database,
            Tasks tasks,
            IngestionProperties settings) {
        this.store = store;
        this.collections = collections;
        this.embedders = embedders;
        this.index = index;
        this.events = events;
        this.database = database;
        workers =
                new QueueWorkers(
                        "reembedding", Math.min(AT_ONCE, settings.workers()), this::next, tasks);
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
        var job = store.take(Ids.newId(), LEASE);
        job.ifPresent(this::run);
        return job.isPresent();
    }

    private synchronized void prepareOnce() {
        if (!prepared && database.dialect() == Dialect.SQLITE) {
            // Nobody else can have this file: whoever held a collection is dead.
            store.releaseAll();
        }
        prepared = true;
    }

    private void run(Job job) {
        try {
            if (goOver(job)) {
                LOG.info("The collection {} is embedded by {} now", job.collection(), job.model());
                index.wake();
                tell(job);
            } else {
                store.release(job, Duration.ZERO);
            }
        } catch (JdbcReembeddingStore.Lost another) {
            LOG.debug("collection {}: {}", job.collection(), another.getMessage());
        } catch (EmbeddingException away) {
            LOG.warn("The collection {} waits: {}", job.collection(), away.sentence());
            release(job);
        } catch (DataAccessException away) {
            throw away;
        } catch (RuntimeException unexpected) {
            // The outermost runner of a collection.
            LOG.error(
                    "collection {} could not go over to {}",
                    job.collection(),
                    job.model(),
                    unexpected);
            release(job);
        }
    }

    /**
     * @return false if it was to stop before the end
     */
    private boolean goOver(Job job) {
        var embedder =
                embedders
                        .find(job.model())
                        .orElseThrow(
                                () ->
                                        new EmbeddingException(
                                                "The embedding model %s is not connected."
                                                        .formatted(job.model()),
                                                true,
                                                null));
        long toldAt = 0;
        while (workers.isRunning()) {
            var batch = store.waiting(job, embedder.batch());
            if (batch.isEmpty()) {
                if (store.finish(job)) {
                    return true;
                }
                continue;
            }
            store.keep(
                    job, batch, embedder.embed(batch.stream().map(Waiting::text).toList()), LEASE);
            if (System.nanoTime() - toldAt > TELL_EVERY_NANOS) {
                toldAt = System.nanoTime();
                tell(job);
            }
        }
        return false;
    }

    private void release(Job job) {
        try {
            store.release(job, MODEL_PAUSE);
        } catch (JdbcReembeddingStore.Lost another) {
            LOG.debug("collection {}: {}", job.collection(), another.getMessage());
        }
    }

    private void tell(Job job) {
        events.publishEvent(
                new CollectionChanged(job.collection(), collections.audience(job.collection())));
    }

    @Override
    public void stop() {
        workers.stop();
    }

    @Override
    public boolean isRunning() {
        return workers.isRunning();
    }
}
