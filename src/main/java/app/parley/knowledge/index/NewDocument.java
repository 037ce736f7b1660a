package app.parley.knowledge.index;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A document with its passages, to be stored. */
public record NewDocument(
        UUID id, String title, String location, String text, List<NewPassage> passages) {
    /**
     * A passage to be stored; its text is the document's between the offsets.
     *
     * @param page null where the document has none
     * @param tokens what it costs the embedding model with its header
     */
    public record NewPassage(
            String header,
            String section,
            int start,
            int end,
            @Nullable Integer page,
            int tokens,
            float[] vector) {}
}
