package app.parley.knowledge.index;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Where to look.
 *
 * @param collections all documents of these
 * @param documents and these, each with its collection
 */
public record Scope(Set<UUID> collections, Map<UUID, UUID> documents) {
    public static Scope ofCollections(Set<UUID> collections) {
        return new Scope(collections, Map.of());
    }

    public static Scope ofDocuments(Map<UUID, UUID> documents) {
        return new Scope(Set.of(), documents);
    }

    public boolean isEmpty() {
        return collections.isEmpty() && documents.isEmpty();
    }

    /** All collections that are looked into, be it for one document. */
    public Set<UUID> touched() {
        Set<UUID> touched = new HashSet<>(collections);
        touched.addAll(documents.values());
        return touched;
    }

    /** The documents of the collection that are looked into; none where all of it is. */
    public Set<UUID> documentsOf(UUID collection) {
        return collections.contains(collection)
                ? Set.of()
                : documents.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(collection))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** What lies in the collections that pass. */
    public Scope within(Predicate<UUID> collection) {
        Map<UUID, UUID> kept = new HashMap<>(documents);
        kept.values().removeIf(collection.negate());
        return new Scope(
                Set.copyOf(collections.stream().filter(collection).toList()), Map.copyOf(kept));
    }
}
