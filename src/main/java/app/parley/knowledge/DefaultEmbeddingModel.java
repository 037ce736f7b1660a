package app.parley.knowledge;

import app.parley.knowledge.embedding.Embedder;
import app.parley.model.EmbeddingModels;
import app.parley.platform.config.BadSettings;
import app.parley.platform.config.SettingStore;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The embedding model of collections whose maker says nothing. */
@Component
public class DefaultEmbeddingModel {
    private static final String SETTING = "knowledge.embedding-model";

    private final SettingStore settings;
    private final List<Embedder> local;
    private final EmbeddingModels models;
    private final String configured;

    DefaultEmbeddingModel(
            SettingStore settings,
            List<Embedder> local,
            EmbeddingModels models,
            EmbeddingProperties properties) {
        this.settings = settings;
        this.local = local;
        this.models = models;
        configured = id(local, properties.model().strip());
    }

    /** A model inside Parley goes by its name too. */
    private static String id(List<Embedder> local, String setting) {
        for (var embedder : local) {
            if (embedder.name().equalsIgnoreCase(setting) || embedder.model().equals(setting)) {
                return embedder.model();
            }
        }
        if (!setting.isEmpty() && setting.indexOf('/') < 1) {
            throw new BadSettings(
                    List.of(
                            "PARLEY_EMBEDDING_MODEL must be %s or a provider's model such as"
                                            .formatted(
                                                    String.join(
                                                            ", ",
                                                            local.stream()
                                                                    .map(Embedder::name)
                                                                    .map(String::toLowerCase)
                                                                    .toList()))
                                    + " openai/text-embedding-3-small."));
        }
        return setting;
    }

    /** What the environment or else the administrator has chosen. */
    public Optional<String> id() {
        return isLocked() ? Optional.of(configured) : chosen();
    }

    /** What the administrator has chosen. */
    public Optional<String> chosen() {
        return settings.find(SETTING);
    }

    /**
     * @param model null takes the choice back
     * @throws ParleyException when the model is not there, or the environment chooses
     */
    public void choose(@Nullable String model) {
        if (isLocked()) {
            throw new ParleyException(
                    ErrorCode.SETTING_LOCKED,
                    "The embedding model is chosen by PARLEY_EMBEDDING_MODEL and can only be changed there.");
        }
        if (model != null && !isThere(model)) {
            throw new ParleyException(
                    ErrorCode.MODEL_UNAVAILABLE,
                    "This embedding model is not connected. Please choose one from the list.");
        }
        settings.put(SETTING, model);
    }

    private boolean isLocked() {
        return !configured.isEmpty();
    }

    private boolean isThere(String model) {
        return local.stream().anyMatch(embedder -> embedder.model().equals(model))
                || models.find(model).isPresent();
    }
}
