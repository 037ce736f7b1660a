package app.parley.knowledge.index;

import app.parley.knowledge.embedding.Embedding;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Finds passages by their words and by their meaning. */
public interface PassageIndex extends WordIndex, VectorIndex {
    /** What is to be kept in step with the rows: this, or what it is put together from. */
    default List<IndexPart> parts() {
        return List.of(this);
    }

    /** What holds the vectors. */
    default VectorIndex vectors() {
        return this;
    }

    /** {@link #byWords(Scope, String, int)} in whole collections. */
    default List<Hit> byWords(Set<UUID> collections, String text, int limit) {
        return byWords(Scope.ofCollections(collections), text, limit);
    }

    /** {@link #byMeaning(Scope, Embedding, int)} in whole collections. */
    default List<Hit> byMeaning(Set<UUID> collections, Embedding question, int limit) {
        return byMeaning(Scope.ofCollections(collections), question, limit);
    }
}
