package app.parley.knowledge;

import java.util.Set;
import java.util.UUID;

/**
 * Where to look.
 *
 * @param collections all documents of these
 * @param documents and these
 */
public record Scope(Set<UUID> collections, Set<UUID> documents) {
    public static Scope ofCollections(Set<UUID> collections) {
        return new Scope(collections, Set.of());
    }

    public boolean isEmpty() {
        return collections.isEmpty() && documents.isEmpty();
    }
}
