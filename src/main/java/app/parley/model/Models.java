package app.parley.model;

import app.parley.platform.Cancellation;
import java.util.Optional;

/** The language models that are connected; the Guide always is. */
public interface Models {
    /**
     * The model for chats that name none: the administrator's choice, else the first real one, else
     * the Guide.
     */
    String defaultModel();

    /** The model with this id ({@code provider/upstream id}), if it can be asked. */
    Optional<ModelInfo> find(String modelId);

    /**
     * Asks a model and hands its words to the listener as they come; returns when the answer is
     * complete. The calling (virtual) thread is the only one that calls the listener.
     *
     * @throws ModelException when the model fails, also after a part of the answer; retried inside
     *     only before the first token
     * @throws java.util.concurrent.CancellationException soon after the cancellation
     */
    ModelOutcome stream(ModelRequest request, ModelListener listener, Cancellation cancellation);
}
