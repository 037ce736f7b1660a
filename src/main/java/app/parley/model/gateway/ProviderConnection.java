package app.parley.model.gateway;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a provider.
 *
 * @param slug the first part of its models' ids
 * @param name what people call it, for sentences about it
 * @param baseUrl without a trailing slash
 * @param apiKey null where it needs none; bound to the base URL's host by whoever made this record
 */
public record ProviderConnection(
        String slug, ProviderKind kind, String name, URI baseUrl, @Nullable String apiKey) {
    /** The key in the header that most providers take it in; empty where there is none. */
    public Map<String, String> bearer() {
        return apiKey == null ? Map.of() : Map.of("Authorization", "Bearer " + apiKey);
    }

    /** Says everything but the key. */
    @Override
    public String toString() {
        return "ProviderConnection[" + slug + ", " + kind + ", " + baseUrl + "]";
    }
}
