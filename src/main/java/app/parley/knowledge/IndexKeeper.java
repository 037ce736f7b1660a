package app.parley.knowledge;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the index in step with the rows, which are the truth: whole collections that it does not
 * know, else the documents that have changed. Another process may have changed them.
 */
class IndexKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);

    /** How long a search waits for news; after that it finds what is there. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final JdbcPassageStore store;
    private final PassageIndex index;
    private final ReentrantLock working = new ReentrantLock();
    private boolean forgot;

    IndexKeeper(JdbcPassageStore store, PassageIndex index) {
        this.store = store;
        this.index = index;
    }

    /** Everything. */
    void bringUpToDate() {
        working.lock();
        try {
            var revisions = store.revisions();
            Set<UUID> gone = new HashSet<>(index.collections());
            gone.removeAll(revisions.keySet());
            gone.forEach(index::remove);
            forgot |= !gone.isEmpty();
            revisions.forEach(this::bringUpToDate);
        } finally {
            working.unlock();
        }
    }

    /** Takes what was deleted out of the index's files too, if anything was since the last time. */
    void expunge() {
        working.lock();
        try {
            if (forgot) {
                index.expunge();
                forgot = false;
            }
        } finally {
            working.unlock();
        }
    }

    /** These collections, before they are searched. */
    void bringUpToDate(Set<UUID> collections) {
        var revisions = store.revisions(collections);
        if (revisions.entrySet().stream()
                .allMatch(
                        entry ->
                                index.revision(entry.getKey())
                                        .equals(Optional.of(entry.getValue().text())))) {
            return;
        }
        try {
            if (working.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    revisions.forEach(this::bringUpToDate);
                } finally {
                    working.unlock();
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void bringUpToDate(UUID collection, IndexRevision revision) {
        var held = index.revision(collection).flatMap(IndexRevision::parse);
        if (held.isPresent() && held.get().equals(revision)) {
            return;
        }
        if (held.isEmpty() || held.get().made() != revision.made()) {
            index.replace(collection, revision.text(), store.indexed(collection));
            LOG.info("The index has taken in the collection {}", collection);
            return;
        }
        var changes = store.changesSince(collection, held.get().changes());
        forgot |= !changes.searchable().containsAll(changes.changed());
        index.update(
                collection,
                revision.text(),
                changes.changed(),
                store.indexed(changes.searchable()));
    }
}
