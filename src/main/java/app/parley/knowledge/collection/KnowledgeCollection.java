package app.parley.knowledge.collection;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Documents that are searched together, as one of its readers sees them.
 *
 * @param everyone what those may do who are not named
 * @param defaultForEveryone searched where a chat has chosen nothing
 * @param builtIn whether it comes with Parley
 * @param embeddingModel what made its vectors
 * @param reembedding on its way to another model; null while it is not
 * @param passageTokens how long its passages should be
 * @param overlapTokens how much of long prose is repeated in the next passage, at most
 * @param pendingCount documents that cannot be searched yet
 */
record KnowledgeCollection(
        UUID id,
        String name,
        String description,
        CollectionAccess access,
        Share everyone,
        boolean defaultForEveryone,
        boolean builtIn,
        String embeddingModel,
        @Nullable Reembedding reembedding,
        int passageTokens,
        int overlapTokens,
        long documentCount,
        long passageCount,
        long pendingCount,
        long failedCount,
        Instant createdAt,
        Instant updatedAt) {
    /** How many passages have vectors of the other model. */
    record Reembedding(String model, long done, long total) {}
}
