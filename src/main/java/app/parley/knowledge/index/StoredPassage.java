package app.parley.knowledge.index;

import app.parley.knowledge.embedding.Embedding;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passage as its readers find it.
 *
 * @param location of the document
 * @param ordinal its place among the document's passages
 */
public record StoredPassage(
        UUID id,
        UUID document,
        String title,
        String location,
        int ordinal,
        String section,
        String text,
        int start,
        int end,
        @Nullable Integer page,
        int tokens,
        Embedding embedding) {
    public StoredPassage with(Embedding another) {
        return new StoredPassage(
                id, document, title, location, ordinal, section, text, start, end, page, tokens,
                another);
    }
}
