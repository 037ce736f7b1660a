package app.parley.model.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model as its provider lists it.
 *
 * @param id the provider's own name of it
 * @param name for people; the id where the provider has no better one
 * @param capabilities of {@code chat}, {@code reasoning}, {@code vision}, {@code embedding}; what
 *     is unknown is left out
 * @param contextLength in tokens; null where the provider does not tell
 * @param needsSources whether it answers only from passages
 */
public record UpstreamModel(
        String id,
        String name,
        List<String> capabilities,
        @Nullable Integer contextLength,
        boolean needsSources) {
    public UpstreamModel {
        capabilities = List.copyOf(capabilities);
    }

    /** A model of which only the name is known. */
    public static UpstreamModel named(String id) {
        return new UpstreamModel(id, id, List.of("chat"), null, false);
    }
}
