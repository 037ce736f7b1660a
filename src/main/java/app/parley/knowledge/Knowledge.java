package app.parley.knowledge;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Finds passages in the documents that a reader may see. */
public interface Knowledge {
    /**
     * The passages that answer the query best, best first; none when nothing bears on it.
     *
     * @param reader whose rights count; the filter is inside the query, never after it
     * @param collections where to look; empty means the product's handbook
     * @param limit at most this many
     */
    List<FoundPassage> find(UUID reader, Set<UUID> collections, String query, int limit);

    /**
     * The passages of these documents that answer the query best; all of them in their order where
     * they are few, whatever the query.
     */
    List<FoundPassage> findIn(UUID reader, Set<UUID> documents, String query, int limit);

    /**
     * How many of these documents the reader may see; the others do not exist for that reader.
     *
     * @param searchable whether only those count that can be searched
     */
    int count(UUID reader, Set<UUID> documents, boolean searchable);

    /** Those of the documents that the reader may see, in no order. */
    List<NamedDocument> named(UUID reader, Set<UUID> documents);

    /** The collections that are everyone's default, of which the reader may read. */
    Set<UUID> defaults(UUID reader);

    /** Whether the handbook can be searched, so that the Guide can answer and cite. */
    boolean isReady();
}
