package app.parley.knowledge.document;

import app.parley.knowledge.DocumentState;
import app.parley.knowledge.Progress;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document as its readers see it in a list.
 *
 * @param siteId the site that it is a page of
 * @param location a path or an address
 * @param size of its file, in bytes
 * @param progress while its passages are embedded
 * @param error why it failed
 * @param pages null where it has none, or is not read yet
 * @param passages how many there are
 * @param tokens what they cost the embedding model
 */
public record DocumentItem(
        UUID id,
        UUID collectionId,
        @Nullable UUID siteId,
        String title,
        String location,
        String mediaType,
        long size,
        DocumentState state,
        @Nullable Progress progress,
        @Nullable Failure error,
        @Nullable Integer pages,
        int passages,
        int tokens,
        Instant createdAt,
        Instant updatedAt) {
    /** A failure as a stable code and a sentence. */
    public record Failure(String code, String message) {}
}
