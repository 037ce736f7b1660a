package app.parley.model;

import java.util.List;
import java.util.Optional;

/** The models of connected providers that turn texts into vectors. */
public interface EmbeddingModels {
    /** All that the providers list. */
    List<ModelInfo> all();

    /**
     * @param modelId {@code provider/upstream id}; one that the provider does not list may work too
     */
    Optional<ModelInfo> find(String modelId);

    /** What the texts are, which some models want to know. */
    enum Use {
        QUESTION,
        PASSAGE
    }

    /**
     * The vectors of the texts, in their order, as the provider makes them. What fails in passing
     * is asked again: for a question hardly, because somebody waits; for passages patiently.
     *
     * @throws ModelException when the model cannot be asked, or answers with anything else
     */
    List<float[]> embed(String modelId, List<String> texts, Use use);

    /** How many texts of passages are best sent at once. */
    int batch();
}
