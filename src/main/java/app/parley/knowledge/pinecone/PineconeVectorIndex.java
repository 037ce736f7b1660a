package app.parley.knowledge.pinecone;

import app.parley.knowledge.embedding.Embedding;
import app.parley.knowledge.index.Hit;
import app.parley.knowledge.index.IndexUnavailableException;
import app.parley.knowledge.index.IndexedPassage;
import app.parley.knowledge.index.Scope;
import app.parley.knowledge.index.VectorIndex;
import app.parley.knowledge.pinecone.JdbcNamespaceStore.Held;
import app.parley.knowledge.pinecone.JdbcNamespaceStore.Namespace;
import app.parley.platform.id.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vectors at Pinecone, a namespace for each collection: a search asks the namespaces of the
 * collections that it may look into, and no others exist for it. Which namespace holds a collection
 * stands in the database, so that a new one takes the place of an old one in a moment, and one
 * process at a time fills them for all.
 */
class PineconeVectorIndex implements VectorIndex {
    private static final Logger LOG = LoggerFactory.getLogger(PineconeVectorIndex.class);

    /** Longer than anything between two renewals takes. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final PineconeIndexes indexes;
    private final JdbcNamespaceStore namespaces;
    private final UUID runner = Ids.newId();

    PineconeVectorIndex(PineconeIndexes indexes, JdbcNamespaceStore namespaces) {
        this.indexes = indexes;
        this.namespaces = namespaces;
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public Optional<String> revision(UUID collection) {
        return namespaces.find(collection).map(Held::revision);
    }

    @Override
    public Set<UUID> collections() {
        return namespaces.collections();
    }

    @Override
    public void replace(UUID collection, String revision, Iterable<IndexedPassage> passages) {
        alone(collection, () -> fillAnew(collection, revision, passages));
    }

    /** Dooms the new namespace until it is complete: who dies before leaves it to be deleted. */
    private void fillAnew(UUID collection, String revision, Iterable<IndexedPassage> passages) {
        var writer =
                new NamespaceWriter(
                        indexes,
                        Namespace.empty(Ids.newId().toString()),
                        namespace -> {
                            requireClaim(collection);
                            namespaces.doom(namespace, LEASE);
                        });
        passages.forEach(writer::add);
        namespaces.hold(collection, writer.end(), revision);
    }

    @Override
    public void update(
            UUID collection,
            String revision,
            Set<UUID> documents,
            Iterable<IndexedPassage> passages) {
        alone(
                collection,
                () -> {
                    var held = namespaces.find(collection).map(Held::namespace);
                    if (held.isEmpty() || held.get().isEmpty()) {
                        fillAnew(collection, revision, passages);
                        return;
                    }
                    var writer =
                            new NamespaceWriter(
                                    indexes, held.get(), namespace -> requireClaim(collection));
                    passages.forEach(writer::add);
                    writer.end();
                    deleteOthers(held.get(), documents, writer.ids());
                    namespaces.hold(collection, held.get(), revision);
                });
    }

    /** What the documents had before, after what they have now: nothing is missing in between. */
    private void deleteOthers(Namespace held, Set<UUID> documents, Set<String> kept) {
        var data = indexes.of(held.dimensions());
        Set<String> old = new HashSet<>();
        for (var document : documents) {
            old.addAll(data.ids(held, document));
        }
        old.removeAll(kept);
        data.awaitFresh(held, data.delete(held, old));
    }

    private void requireClaim(UUID collection) {
        if (!namespaces.claim(collection, runner, LEASE)) {
            throw new IndexUnavailableException(
                    "Another process has taken the collection over.", null);
        }
    }

    @Override
    public void remove(UUID collection) {
        alone(collection, () -> namespaces.drop(collection));
    }

    /** Deletes what another process has left behind, too. */
    @Override
    public void expunge() {
        for (var namespace : namespaces.doomed()) {
            if (!namespace.isEmpty()) {
                indexes.of(namespace.dimensions()).delete(namespace);
            }
            namespaces.forget(namespace);
        }
    }

    /** Runs the change unless another process is at the collection, which then does it for all. */
    private void alone(UUID collection, Runnable change) {
        if (!namespaces.claim(collection, runner, LEASE)) {
            LOG.debug("another process changes the collection {} at Pinecone", collection);
            return;
        }
        try {
            change.run();
        } finally {
            namespaces.release(collection, runner);
        }
        try {
            expunge();
        } catch (IndexUnavailableException later) {
            LOG.warn("What is gone is deleted at Pinecone later: {}", later.getMessage());
        }
    }

    @Override
    public List<Hit> byMeaning(Scope scope, Embedding question, int limit) {
        List<Callable<List<Hit>>> searches = new ArrayList<>();
        namespaces
                .find(scope.touched())
                .forEach(
                        (collection, held) -> {
                            if (held.namespace().model().equals(question.model())) {
                                var documents = scope.documentsOf(collection);
                                searches.add(
                                        () -> search(held.namespace(), question, documents, limit));
                            }
                        });
        return allOf(searches).stream()
                .sorted(Comparator.comparingDouble(Hit::score).reversed())
                .limit(limit)
                .toList();
    }

    private List<Hit> search(
            Namespace namespace, Embedding question, Set<UUID> documents, int limit) {
        return indexes.of(namespace.dimensions())
                .query(namespace, question.vector(), documents, limit);
    }

    private static List<Hit> allOf(List<Callable<List<Hit>>> searches) {
        List<Hit> hits = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(searches)) {
                hits.addAll(done.get());
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IndexUnavailableException("Pinecone was not waited for.", stopping);
        }
        return hits;
    }
}
