package app.parley.model.provider;

import app.parley.model.gateway.ProviderConnection;
import app.parley.model.gateway.ProviderKind;
import app.parley.platform.secret.ApiKey;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A provider that is known, wherever it comes from.
 *
 * @param key names it across restarts: a row's id, or its origin and kind
 * @param keyHint the last characters of its API key, to tell keys apart
 * @param keyLost its API key cannot be opened any more, and has to be entered again
 */
record Provider(
        String key,
        Origin origin,
        ProviderConnection connection,
        @Nullable String keyHint,
        boolean keyLost,
        boolean enabled) {

    static Provider ofEnvironment(ProviderKind kind, URI baseUrl, @Nullable String apiKey) {
        return new Provider(
                "environment-" + kind.code(),
                Origin.ENVIRONMENT,
                new ProviderConnection(kind.code(), kind, kind.title(), baseUrl, apiKey),
                apiKey == null ? null : ApiKey.hint(apiKey),
                false,
                true);
    }

    static Provider discovered(ProviderKind kind, URI baseUrl) {
        return new Provider(
                "discovered-" + kind.code(),
                Origin.DISCOVERED,
                new ProviderConnection(kind.code(), kind, kind.title(), baseUrl, null),
                null,
                false,
                true);
    }

    static Provider builtIn() {
        var kind = ProviderKind.GUIDE;
        return new Provider(
                "built-in",
                Origin.BUILT_IN,
                new ProviderConnection(
                        "parley", kind, kind.title(), URI.create(kind.defaultBaseUrl()), null),
                null,
                false,
                true);
    }

    boolean hasKey() {
        return connection.apiKey() != null || keyLost;
    }

    Provider withSlug(String slug) {
        return new Provider(
                key,
                origin,
                new ProviderConnection(
                        slug,
                        connection.kind(),
                        connection.name(),
                        connection.baseUrl(),
                        connection.apiKey()),
                keyHint,
                keyLost,
                enabled);
    }
}
