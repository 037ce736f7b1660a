package app.parley.platform.web;

import app.parley.platform.config.ParleyProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.stereotype.Component;

/**
 * Where people reach Parley: {@code PARLEY_PUBLIC_URL}, else the address that a request was sent
 * to. For links and redirects that leave the server.
 */
@Component
public class PublicAddress {
    private final ParleyProperties parley;

    PublicAddress(ParleyProperties parley) {
        this.parley = parley;
    }

    /** The address without a slash at its end, such as {@code https://example.org/parley}. */
    public String of(HttpServletRequest request) {
        return origin(request) + path(request);
    }

    /** The path of that address: empty, or such as {@code /parley}. */
    public String path(HttpServletRequest request) {
        return BasePath.of(request, parley.publicPath());
    }

    /** Whether the browser speaks https, to us or to the proxy that the public address names. */
    public boolean isHttps(HttpServletRequest request) {
        var configured = parley.publicUrl();
        return request.isSecure()
                || configured != null
                        && "https".equalsIgnoreCase(configured.getScheme())
                        && request.getServerName().equalsIgnoreCase(configured.getHost());
    }

    private String origin(HttpServletRequest request) {
        var configured = parley.publicUrl();
        return configured == null
                ? origin(request.getScheme(), request.getServerName(), request.getServerPort())
                : origin(configured);
    }

    private static String origin(URI address) {
        return origin(address.getScheme(), address.getHost(), address.getPort());
    }

    private static String origin(String scheme, String host, int port) {
        boolean isDefault = port < 0 || port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (isDefault ? "" : ":" + port);
    }
}
