package app.parley.knowledge.index;

import java.util.List;

/**
 * Finds passages by their words. Never returns a passage of a collection that was not asked for,
 * and the others do not take its place.
 */
public interface WordIndex extends IndexPart {
    /** The passages that share words with the text, the best first; scores are those of BM25. */
    List<Hit> byWords(Scope scope, String text, int limit);
}
