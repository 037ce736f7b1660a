package app.parley.knowledge.index;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What is made of the rows so that they can be searched, kept in step with them a collection at a
 * time. It is a cache of the rows: it may come back empty, and then says so by knowing no revision.
 */
interface IndexPart {
    /** The revision of the collection's rows that is held, if the collection is. */
    Optional<String> revision(UUID collection);

    /**
     * Puts these passages in the place of all that is held of the collection. Searches see the old
     * ones until all the new ones can be found.
     */
    void replace(UUID collection, String revision, Iterable<IndexedPassage> passages);

    /**
     * Forgets these documents of the collection and takes in the passages, of which some may be
     * theirs. Searches see all of it or nothing, unless the index is another company's: there they
     * may see it come.
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

    /**
     * Makes durable what is found already, where that is a step of its own; what is lost before it
     * is made of the rows again.
     */
    default void save() {}

    /** Forgets the collection. */
    void remove(UUID collection);

    /** The collections that are held. */
    Set<UUID> collections();

    /** Whether it is reached over a network, so that a search does not wait for its changes. */
    default boolean isRemote() {
        return false;
    }
}
