package app.parley.knowledge.index;

import app.parley.knowledge.embedding.Embedding;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** An index whose words are in one place and whose vectors are in another. */
public record SplitPassageIndex(WordIndex words, VectorIndex vectors) implements PassageIndex {
    @Override
    public List<IndexPart> parts() {
        return List.of(words, vectors);
    }

    /** What both hold; nothing while one is ahead of the other. */
    @Override
    public Optional<String> revision(UUID collection) {
        return words.revision(collection)
                .filter(held -> vectors.revision(collection).equals(Optional.of(held)));
    }

    @Override
    public void replace(UUID collection, String revision, Iterable<IndexedPassage> passages) {
        parts().forEach(part -> part.replace(collection, revision, passages));
    }

    @Override
    public void update(
            UUID collection,
            String revision,
            Set<UUID> documents,
            Iterable<IndexedPassage> passages) {
        parts().forEach(part -> part.update(collection, revision, documents, passages));
    }

    @Override
    public void save() {
        parts().forEach(IndexPart::save);
    }

    @Override
    public void expunge() {
        parts().forEach(IndexPart::expunge);
    }

    @Override
    public void remove(UUID collection) {
        parts().forEach(part -> part.remove(collection));
    }

    @Override
    public Set<UUID> collections() {
        Set<UUID> held = new HashSet<>(words.collections());
        held.addAll(vectors.collections());
        return held;
    }

    @Override
    public List<Hit> byWords(Scope scope, String text, int limit) {
        return words.byWords(scope, text, limit);
    }

    @Override
    public List<Hit> byMeaning(Scope scope, Embedding question, int limit) {
        return vectors.byMeaning(scope, question, limit);
    }
}
