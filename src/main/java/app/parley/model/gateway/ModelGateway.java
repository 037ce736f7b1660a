package app.parley.model.gateway;

import app.parley.model.ModelException;
import app.parley.model.ModelListener;
import app.parley.model.ModelOutcome;
import app.parley.platform.Cancellation;
import java.util.List;

/**
 * Speaks to one kind of provider. An implementation keeps nothing about a conversation, is used by
 * many threads at once and never puts a key, an address or an upstream body into a message for
 * people.
 */
public interface ModelGateway {
    /** The kind of provider that this gateway speaks to; one gateway a kind. */
    ProviderKind kind();

    /**
     * Asks which models there are, in the provider's order; those nobody has heard of too.
     *
     * @param cancellation what ends the question when it takes too long
     * @throws ModelException when the provider cannot be asked
     */
    List<UpstreamModel> models(ProviderConnection connection, Cancellation cancellation);

    /**
     * Asks once, without a retry, and hands the words to the listener as they come; blocks the
     * calling virtual thread until the answer is complete. Only that thread calls the listener, and
     * nobody does after this method has returned or thrown. Text that arrives together is handed
     * over together.
     *
     * @throws ModelException when the provider refuses, breaks off, or is silent for too long
     * @throws java.util.concurrent.CancellationException soon after the cancellation, once the
     *     connection to the provider is given up
     */
    ModelOutcome stream(
            ProviderConnection connection,
            ModelCall call,
            ModelListener listener,
            Cancellation cancellation);
}
