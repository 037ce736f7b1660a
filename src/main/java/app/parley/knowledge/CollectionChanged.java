package app.parley.knowledge;

import java.util.UUID;

/**
 * A collection was made, changed, shared or deleted.
 *
 * @param audience who may read it now or could until now
 */
public record CollectionChanged(UUID collectionId, Audience audience) {}
