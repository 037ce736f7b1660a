package app.parley.knowledge;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A document with its passages, to be stored. */
record NewDocument(UUID id, String title, String location, String text, List<NewPassage> passages) {
    /**
     * A passage to be stored; its text is the document's between the offsets.
     *
     * @param page null where the document has none
     * @param tokens what it costs the embedding model with its header
     */
    record NewPassage(
            String header,
            String section,
            int start,
            int end,
            @Nullable Integer page,
            int tokens,
            float[] vector) {}
}
