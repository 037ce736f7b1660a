package app.parley.tool.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An engine and how it is reached.
 *
 * @param apiKey null for none
 */
record EngineConnection(EngineKind kind, URI baseUrl, @Nullable String apiKey) {
    /** The address of a route of the engine's API. */
    URI resolve(String path) {
        return URI.create(baseUrl.toString().replaceFirst("/+$", "") + path);
    }

    /** Says everything but the key. */
    @Override
    public String toString() {
        return kind + " at " + baseUrl;
    }
}
