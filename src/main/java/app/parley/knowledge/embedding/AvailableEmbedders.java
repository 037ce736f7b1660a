package app.parley.knowledge.embedding;

import app.parley.knowledge.DefaultEmbeddingModel;
import app.parley.model.EmbeddingModels;
import app.parley.model.ModelInfo;
import app.parley.platform.config.SettingStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Those inside Parley, and those of the connected providers. */
@Component
class AvailableEmbedders implements Embedders {
    private final List<Embedder> local;
    private final EmbeddingModels models;
    private final SettingStore settings;
    private final DefaultEmbeddingModel chosen;
    private final Map<String, ProvidedEmbedder> provided = new ConcurrentHashMap<>();

    AvailableEmbedders(
            List<Embedder> local,
            EmbeddingModels models,
            SettingStore settings,
            DefaultEmbeddingModel chosen) {
        this.local = local;
        this.models = models;
        this.settings = settings;
        this.chosen = chosen;
    }

    @Override
    public Optional<Embedder> find(String model) {
        return local.stream()
                .filter(embedder -> embedder.model().equals(model))
                .findFirst()
                .or(() -> models.find(model).map(this::provided));
    }

    private ProvidedEmbedder provided(ModelInfo info) {
        return provided.computeIfAbsent(
                info.id(), _ -> new ProvidedEmbedder(info, models, settings, builtIn()));
    }

    @Override
    public Embedder chosen() {
        return chosen.id().flatMap(this::find).orElseGet(this::builtIn);
    }

    @Override
    public Embedder builtIn() {
        return local.getFirst();
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>();
        for (var embedder : local) {
            options.add(
                    new Option(
                            embedder.model(),
                            embedder.name(),
                            "parley",
                            embedder.dimensions(),
                            true));
        }
        for (var info : models.all()) {
            options.add(
                    new Option(
                            info.id(),
                            info.name(),
                            info.provider(),
                            provided(info).knownDimensions(),
                            false));
        }
        return options;
    }
}
