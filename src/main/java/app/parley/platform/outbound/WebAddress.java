package app.parley.platform.outbound;

import app.parley.platform.outbound.OutboundException.Reason;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address as it is fetched: read once, by one parser, and what was read is what is connected to.
 * Forms that parsers disagree about are refused instead of guessed at.
 */
record WebAddress(URI uri) {
    private static final int LONGEST = 2_048;
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern DOTTED_QUAD =
            Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

    /** What the WHATWG's URL standard takes for an IPv4 address: 127.1, 0x7f000001, 2130706433. */
    private static final Pattern ENDS_IN_NUMBER =
            Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9a-fA-F]*)\\.?");

    /**
     * @throws OutboundException if the text is not such an address
     */
    static WebAddress parse(String text) {
        var stripped = text.strip();
        try {
            return of(new URI(asciiHost(stripped)));
        } catch (URISyntaxException malformed) {
            throw invalid("This is not a valid web address.", malformed);
        }
    }

    /**
     * Where a redirect leads.
     *
     * @throws OutboundException if that is nowhere
     */
    WebAddress resolve(String location) {
        try {
            return of(uri.resolve(new URI(location.strip())));
        } catch (URISyntaxException | IllegalArgumentException malformed) {
            throw invalid("The server redirects to an address that is not valid.", malformed);
        }
    }

    private static WebAddress of(URI parsed) throws URISyntaxException {
        var scheme = String.valueOf(parsed.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw invalid("The address must begin with https:// or http://.", null);
        }
        var authority = parsed.parseServerAuthority();
        var host = authority.getHost();
        if (authority.toString().length() > LONGEST || host == null || host.contains("%")) {
            throw invalid("This is not a valid web address.", null);
        }
        if (authority.getRawUserInfo() != null) {
            throw invalid("The address must not contain a user name or password.", null);
        }
        if (ENDS_IN_NUMBER.matcher(host).matches() && !DOTTED_QUAD.matcher(host).matches()) {
            throw invalid("The address contains an IP address in an unusual form.", null);
        }
        if (authority.getPort() == 0 || authority.getPort() > 65_535) {
            throw invalid("The address has no valid port.", null);
        }
        var path = authority.getRawPath().isEmpty() ? "/" : authority.getRawPath();
        var query = authority.getRawQuery() == null ? "" : "?" + authority.getRawQuery();
        return new WebAddress(
                new URI(
                        scheme
                                + "://"
                                + host.toLowerCase(Locale.ROOT)
                                + (authority.getPort() < 0 ? "" : ":" + authority.getPort())
                                + path
                                + query));
    }

    /** Puts a host of other letters into its ASCII form; everything else must be ASCII already. */
    private static String asciiHost(String text) {
        int start = text.indexOf("://") + 3;
        if (start < 3) {
            throw invalid("The address must begin with https:// or http://.", null);
        }
        int end = start;
        while (end < text.length() && "/?#\\".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        var authority = text.substring(start, end);
        var ascii = authority;
        if (!PRINTABLE.matcher(authority).matches()) {
            try {
                int port = authority.lastIndexOf(':');
                ascii =
                        IDN.toASCII(
                                        port < 0 ? authority : authority.substring(0, port),
                                        IDN.USE_STD3_ASCII_RULES)
                                + (port < 0 ? "" : authority.substring(port));
            } catch (IllegalArgumentException notAHost) {
                throw invalid("This is not a valid web address.", notAHost);
            }
        }
        return text.substring(0, start) + ascii + escaped(text.substring(end));
    }

    /**
     * Letters beyond ASCII in a path are written as they are spoken; on the wire they are escaped.
     */
    private static String escaped(String rest) {
        return rest.chars().anyMatch(c -> c > 127) && rest.chars().noneMatch(c -> c <= ' ')
                ? URI.create("http://h" + rest).toASCIIString().substring("http://h".length())
                : rest;
    }

    String host() {
        return uri.getHost();
    }

    int port() {
        if (uri.getPort() > 0) {
            return uri.getPort();
        }
        return uri.getScheme().equals("https") ? 443 : 80;
    }

    boolean isSameServer(WebAddress other) {
        return uri.getScheme().equals(other.uri.getScheme())
                && host().equals(other.host())
                && port() == other.port();
    }

    private static OutboundException invalid(String message, @Nullable Throwable cause) {
        return new OutboundException(Reason.INVALID_ADDRESS, message, cause);
    }
}
