package app.parley.model.provider;

import app.parley.model.gateway.ProviderKind;
import app.parley.platform.net.ServerAddress;
import java.net.URI;
import java.util.Optional;

/** The addresses of providers, as people type them. */
final class BaseUrl {
    private BaseUrl() {}

    /**
     * The address in the form the gateways expect; a missing scheme and the usual first part of the
     * path are filled in.
     *
     * @param typed empty for the provider's own address
     * @return nothing if it is not the address of a server
     */
    static Optional<URI> parse(String typed, ProviderKind kind) {
        return typed.isBlank()
                ? Optional.of(URI.create(kind.defaultBaseUrl()))
                : ServerAddress.parse(typed)
                        .map(
                                server ->
                                        URI.create(
                                                server.getScheme()
                                                        + "://"
                                                        + server.getRawAuthority()
                                                        + path(server.getRawPath(), kind)));
    }

    /** The server a key belongs to. */
    static String origin(URI baseUrl) {
        return ServerAddress.origin(baseUrl);
    }

    private static String path(String typed, ProviderKind kind) {
        var path = typed.replaceFirst("/+$", "");
        return switch (kind) {
            case OPENAI, ANTHROPIC -> path.isEmpty() ? "/v1" : path;
            case GEMINI -> path.isEmpty() ? "/v1beta" : path;
            case OLLAMA -> path.replaceFirst("/(v1|api)$", "");
            case GUIDE -> path;
        };
    }
}
