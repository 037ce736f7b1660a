package app.parley.model.http;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a provider.
 *
 * @param headers without those that the transport sets: Host, Content-Length, Connection
 * @param body null for none
 */
public record ProviderRequest(
        String method, URI uri, Map<String, String> headers, byte @Nullable [] body) {
    /** Says where it goes and nothing that is secret. */
    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    }
}
