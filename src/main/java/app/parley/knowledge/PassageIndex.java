package app.parley.knowledge;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Finds passages by their words and by their meaning. It is a cache of the rows: it may come back
 * empty, and then says so by knowing no revision. Never returns a passage of a collection that was
 * not asked for, and the others do not take its place.
 */
public interface PassageIndex {
    /** The revision of the collection's rows that the index holds, if it holds the collection. */
    Optional<String> revision(UUID collection);

    /**
     * Puts these passages in the place of all that the index holds of the collection. Searches see
     * the old ones until all the new ones can be found.
     */
    void replace(UUID collection, String revision, Iterable<IndexedPassage> passages);

    /**
     * Forgets these documents of the collection and takes in the passages, of which some may be
     * theirs. Searches see all of it or nothing.
     */
    void update(
            UUID collection,
            String revision,
            Set<UUID> documents,
            Iterable<IndexedPassage> passages);

    /**
     * Takes what was forgotten out of the storage too, where it may linger unseen. Costs up to as
     * much as writing the index anew.
     */
    void expunge();

    /** Forgets the collection. */
    void remove(UUID collection);

    /** The collections that the index holds. */
    Set<UUID> collections();

    /** The passages that share words with the text, the best first; scores are those of BM25. */
    List<Hit> byWords(Scope scope, String text, int limit);

    /** The passages closest to the vector, the closest first; scores are cosines. */
    List<Hit> byMeaning(Scope scope, float[] vector, int limit);

    /** {@link #byWords(Scope, String, int)} in whole collections. */
    default List<Hit> byWords(Set<UUID> collections, String text, int limit) {
        return byWords(Scope.ofCollections(collections), text, limit);
    }

    /** {@link #byMeaning(Scope, float[], int)} in whole collections. */
    default List<Hit> byMeaning(Set<UUID> collections, float[] vector, int limit) {
        return byMeaning(Scope.ofCollections(collections), vector, limit);
    }

    /** A passage that was found, and how well it fits. */
    record Hit(UUID passage, double score) {}
}
