package app.parley.knowledge.pinecone;

import app.parley.knowledge.index.IndexedPassage;
import app.parley.knowledge.pinecone.JdbcNamespaceStore.Namespace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Sends passages to a namespace, many at once. */
final class NamespaceWriter {
    private final PineconeIndexes indexes;
    private final Consumer<Namespace> beforeEach;
    private final Set<String> ids = new HashSet<>();
    private final List<IndexedPassage> batch = new ArrayList<>();
    private Namespace namespace;
    private long place;

    /**
     * @param namespace where to; an empty one gets its model from the first passage
     * @param beforeEach told before anything is sent
     */
    NamespaceWriter(PineconeIndexes indexes, Namespace namespace, Consumer<Namespace> beforeEach) {
        this.indexes = indexes;
        this.namespace = namespace;
        this.beforeEach = beforeEach;
    }

    void add(IndexedPassage passage) {
        if (namespace.isEmpty()) {
            var embedding = passage.embedding();
            namespace =
                    new Namespace(namespace.name(), embedding.model(), embedding.vector().length);
        }
        batch.add(passage);
        if (batch.size() == PineconeData.batch(namespace.dimensions())) {
            send();
        }
    }

    /** Sends what is left, and waits until all of it is found. */
    Namespace end() {
        send();
        if (!namespace.isEmpty()) {
            indexes.of(namespace.dimensions()).awaitFresh(namespace, place);
        }
        return namespace;
    }

    /** What was sent. */
    Set<String> ids() {
        return ids;
    }

    private void send() {
        if (batch.isEmpty()) {
            return;
        }
        beforeEach.accept(namespace);
        place = indexes.of(namespace.dimensions()).upsert(namespace, batch);
        batch.forEach(passage -> ids.add(PineconeData.id(passage)));
        batch.clear();
    }
}
