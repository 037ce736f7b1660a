package app.parley.knowledge.index;

import app.parley.knowledge.embedding.Embedding;
import java.util.List;

/**
 * Finds passages by their meaning. Never returns a passage of a collection that was not asked for,
 * or one whose vector another model has made, and the others do not take its place.
 */
public interface VectorIndex extends IndexPart {
    /** The passages closest to the question, the closest first; scores are cosines. */
    List<Hit> byMeaning(Scope scope, Embedding question, int limit);
}
