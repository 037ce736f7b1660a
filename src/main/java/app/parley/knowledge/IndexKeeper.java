package app.parley.knowledge;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the index in step with the rows, which are the truth. */
class IndexKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);

    private final JdbcDocumentStore store;
    private final PassageIndex index;

    IndexKeeper(JdbcDocumentStore store, PassageIndex index) {
        this.store = store;
        this.index = index;
    }

    void bringUpToDate() {
        Set<UUID> gone = new HashSet<>(index.collections());
        for (var collection : store.collections()) {
            gone.remove(collection.id());
            var held = index.revision(collection.id());
            if (held.isEmpty() || !held.get().equals(collection.revision())) {
                index.replace(
                        collection.id(), collection.revision(), store.indexed(collection.id()));
                LOG.info("The index of the collection {} is up to date", collection.name());
            }
        }
        gone.forEach(index::remove);
    }
}
