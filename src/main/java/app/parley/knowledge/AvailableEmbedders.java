package app.parley.knowledge;

import app.parley.platform.config.BadSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Those inside Parley, of which the first is everyone's unless somebody chooses. */
@Component
class AvailableEmbedders implements Embedders {
    private final List<Embedder> local;
    private final String configured;

    AvailableEmbedders(List<Embedder> local, EmbeddingProperties settings) {
        this.local = local;
        configured = configured(settings.model().strip());
    }

    private String configured(String setting) {
        return local.stream()
                .filter(
                        embedder ->
                                embedder.name().equalsIgnoreCase(setting)
                                        || embedder.model().equals(setting))
                .map(Embedder::model)
                .findFirst()
                .orElseGet(() -> provided(setting));
    }

    private String provided(String setting) {
        if (!setting.isEmpty() && setting.indexOf('/') < 1) {
            throw new BadSettings(
                    List.of(
                            "PARLEY_EMBEDDING_MODEL must be one of %s."
                                    .formatted(
                                            String.join(
                                                    ", ",
                                                    local.stream().map(Embedder::name).toList()))));
        }
        return setting;
    }

    @Override
    public Optional<Embedder> find(String model) {
        return local.stream().filter(embedder -> embedder.model().equals(model)).findFirst();
    }

    @Override
    public Embedder chosen() {
        return find(configured).orElseGet(this::builtIn);
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
        return options;
    }
}
