package app.parley.knowledge.index;

import app.parley.knowledge.embedding.Embedding;
import java.util.UUID;

/**
 * What an index needs of a passage.
 *
 * @param text the titles above the passage and its text
 */
public record IndexedPassage(UUID id, UUID document, String text, Embedding embedding) {
    /** What is indexed and embedded of a passage: its text under the titles above it. */
    public static String text(String header, String passage) {
        return header.isEmpty() ? passage : header + "\n" + passage;
    }
}
