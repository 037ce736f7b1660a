package app.parley.knowledge;

import java.util.UUID;

/**
 * A passage that matches a query.
 *
 * @param location where in the document, such as a section path
 * @param text the passage as the document has it
 * @param context the same with what stands right before and after it, for a model to read along
 * @param start the offset of its first character in the document's text, in UTF-16 units
 * @param end the offset after its last character
 * @param score between 0 and 1, comparable within one result only
 */
public record FoundPassage(
        UUID documentId,
        String title,
        String location,
        String text,
        String context,
        int start,
        int end,
        double score) {
    /** One that nothing stands around. */
    public FoundPassage(
            UUID documentId,
            String title,
            String location,
            String text,
            int start,
            int end,
            double score) {
        this(documentId, title, location, text, text, start, end, score);
    }
}
