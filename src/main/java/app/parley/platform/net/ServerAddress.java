package app.parley.platform.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The addresses of servers that administrators connect, as people type them. */
public final class ServerAddress {
    private static final int LONGEST = 500;

    private ServerAddress() {}

    /**
     * The address as an absolute one without query and fragment; a missing scheme is http.
     *
     * @return nothing if it is not the address of a server
     */
    public static Optional<URI> parse(String typed) {
        var text = typed.strip();
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
            return Optional.of(new URI(scheme + "://" + uri.getRawAuthority() + uri.getRawPath()));
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    /** The server a key belongs to: scheme, host and port. */
    public static String origin(URI address) {
        var port = address.getPort();
        if (port < 0) {
            port = "https".equals(address.getScheme()) ? 443 : 80;
        }
        return (address.getScheme() + "://" + address.getHost() + ":" + port)
                .toLowerCase(Locale.ROOT);
    }
}
