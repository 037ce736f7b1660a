package app.parley.model.provider;

import app.parley.model.gateway.ProviderKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The addresses of providers, as people type them. */
final class BaseUrl {
    private static final int LONGEST = 500;

    private BaseUrl() {}

    /**
     * The address in the form the gateways expect; a missing scheme and the usual first part of the
     * path are filled in.
     *
     * @param typed empty for the provider's own address
     * @return nothing if it is not the address of a server
     */
    static Optional<URI> parse(String typed, ProviderKind kind) {
        var text = typed.strip();
        if (text.isEmpty()) {
            return Optional.of(URI.create(kind.defaultBaseUrl()));
        }
        if (!text.contains("://")) {
            text = "http://" + text;
        }
        try {
            var uri = new URI(text).parseServerAuthority();
            var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (text.length() > LONGEST
                    || !scheme.matches("https?")
                    || uri.getHost() == null
                    || uri.getPort() > 65_535
                    || uri.getUserInfo() != null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null
                    || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
                return Optional.empty();
            }
            return Optional.of(
                    new URI(scheme + "://" + uri.getRawAuthority() + path(uri.getRawPath(), kind)));
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    /** The server a key belongs to: scheme, host and port. */
    static String origin(URI baseUrl) {
        var port = baseUrl.getPort();
        if (port < 0) {
            port = "https".equals(baseUrl.getScheme()) ? 443 : 80;
        }
        return (baseUrl.getScheme() + "://" + baseUrl.getHost() + ":" + port)
                .toLowerCase(Locale.ROOT);
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
