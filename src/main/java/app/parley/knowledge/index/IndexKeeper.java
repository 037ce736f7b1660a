package app.parley.knowledge.index;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
public class IndexKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);

    /** How long a search waits for news; after that it finds what is there. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How long an index that is away is left alone. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final JdbcPassageStore store;
    private final List<Kept> parts;

    public IndexKeeper(JdbcPassageStore store, PassageIndex index) {
        this.store = store;
        parts = index.parts().stream().map(Kept::new).toList();
    }

    /** Everything. */
    public void bringUpToDate() {
        parts.forEach(Kept::bringUpToDate);
    }

    /** Makes durable what is found already. */
    void save() {
        parts.forEach(Kept::save);
    }

    /** Takes what was deleted out of the index's files too, if anything was since the last time. */
    void expunge() {
        parts.forEach(Kept::expunge);
    }

    /** These collections, before they are searched. */
    public void bringUpToDate(Set<UUID> collections) {
        var revisions = store.revisions(collections);
        for (var kept : parts) {
            if (!kept.part.isRemote() && !kept.holds(revisions)) {
                kept.hurry(revisions);
            }
        }
    }

    /** A part of the index, and who works on it. */
    private final class Kept {
        private final IndexPart part;
        private final ReentrantLock working = new ReentrantLock();
        private boolean forgot;
        private long leftAloneUntil = System.nanoTime();

        Kept(IndexPart part) {
            this.part = part;
        }

        boolean holds(Map<UUID, IndexRevision> revisions) {
            return revisions.entrySet().stream()
                    .allMatch(
                            entry ->
                                    part.revision(entry.getKey())
                                            .equals(Optional.of(entry.getValue().text())));
        }

        public void bringUpToDate() {
            working.lock();
            try {
                if (System.nanoTime() - leftAloneUntil < 0) {
                    return;
                }
                var revisions = store.revisions();
                Set<UUID> gone = new HashSet<>(part.collections());
                gone.removeAll(revisions.keySet());
                gone.forEach(part::remove);
                forgot |= !gone.isEmpty();
                revisions.forEach(this::bringUpToDate);
            } catch (IndexUnavailableException away) {
                leftAloneUntil = System.nanoTime() + PAUSE.toNanos();
                LOG.warn("The index is away and is tried again in {}", PAUSE, away);
            } finally {
                working.unlock();
            }
        }

        void save() {
            working.lock();
            try {
                part.save();
            } finally {
                working.unlock();
            }
        }

        void expunge() {
            working.lock();
            try {
                if (forgot) {
                    part.expunge();
                    forgot = false;
                }
            } catch (IndexUnavailableException away) {
                LOG.warn("What was deleted is taken out of the index later", away);
            } finally {
                working.unlock();
            }
        }

        void hurry(Map<UUID, IndexRevision> revisions) {
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
            var held = part.revision(collection).flatMap(IndexRevision::parse);
            if (held.isPresent() && held.get().equals(revision)) {
                return;
            }
            if (held.isEmpty() || !revision.continues(held.get())) {
                part.replace(collection, revision.text(), store.indexed(collection));
                LOG.info("The index has taken in the collection {}", collection);
                return;
            }
            var changes = store.changesSince(collection, held.get().changes());
            forgot |= !changes.searchable().containsAll(changes.changed());
            part.update(
                    collection,
                    revision.text(),
                    changes.changed(),
                    store.indexed(changes.searchable()));
        }
    }
}
