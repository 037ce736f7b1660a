package app.parley.knowledge.index;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Documents that are searched together.
 *
 * @param owner null for the product's own, which everyone reads
 * @param embeddingModel what made the vectors of its passages
 * @param revision changes whenever its passages do
 */
public record StoredCollection(
        UUID id, @Nullable UUID owner, String name, String embeddingModel, String revision) {}
