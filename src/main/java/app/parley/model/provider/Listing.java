package app.parley.model.provider;

import app.parley.model.ModelFailure;
import app.parley.model.gateway.UpstreamModel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider said when it was last asked for its models.
 *
 * @param models those of the last time it did answer
 * @param failure why it did not answer the last time; null if it did, or was never asked
 * @param message the sentence for the administrator, with the failure
 * @param checkedAt null if it was never asked
 */
record Listing(
        List<UpstreamModel> models,
        @Nullable ModelFailure failure,
        @Nullable String message,
        @Nullable Instant checkedAt) {
    static final Listing NEVER_ASKED = new Listing(List.of(), null, null, null);

    Listing {
        models = List.copyOf(models);
    }
}
