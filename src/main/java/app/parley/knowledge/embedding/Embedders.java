package app.parley.knowledge.embedding;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The embedding models that can be used. */
public interface Embedders {
    /** The one of this name, if it is here or its provider is connected. */
    Optional<Embedder> find(String model);

    /** What new collections use unless their maker says otherwise. */
    Embedder chosen();

    /** The one inside Parley that works without a network, for what comes with Parley. */
    Embedder builtIn();

    /** All of them, those inside Parley first. */
    List<Option> options();

    /**
     * A model to choose.
     *
     * @param dimensions null while nobody has asked the model
     * @param local whether it runs inside Parley
     */
    record Option(
            String id, String name, String provider, @Nullable Integer dimensions, boolean local) {}
}
