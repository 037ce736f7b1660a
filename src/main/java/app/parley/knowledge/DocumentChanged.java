package app.parley.knowledge;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document has come further on its way to being searched.
 *
 * @param audience who may read it
 */
public record DocumentChanged(
        UUID documentId,
        UUID collectionId,
        DocumentState state,
        @Nullable Progress progress,
        Audience audience) {}
