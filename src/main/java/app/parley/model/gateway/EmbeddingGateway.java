package app.parley.model.gateway;

import app.parley.model.EmbeddingModels.Use;
import app.parley.platform.Cancellation;
import java.util.List;

/** Asks one kind of provider for vectors: once, without a retry. */
public interface EmbeddingGateway {
    /** The kind of provider that this gateway speaks to; one gateway a kind. */
    ProviderKind kind();

    /**
     * The vectors of the texts, in their order.
     *
     * @param model the provider's own name of it
     * @throws app.parley.model.ModelException when the provider refuses, or answers with anything
     *     else
     */
    List<float[]> embed(
            ProviderConnection connection,
            String model,
            List<String> texts,
            Use use,
            Cancellation cancellation);
}
