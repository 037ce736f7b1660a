package app.parley.knowledge.embedding;

import java.util.List;
import java.util.Optional;

/** As if there were no other embedding model. */
public record OneEmbedder(Embedder embedder) implements Embedders {
    @Override
    public Optional<Embedder> find(String model) {
        return Optional.of(embedder).filter(only -> only.model().equals(model));
    }

    @Override
    public Embedder chosen() {
        return embedder;
    }

    @Override
    public Embedder builtIn() {
        return embedder;
    }

    @Override
    public List<Option> options() {
        return List.of();
    }
}
