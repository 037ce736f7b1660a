package app.parley.platform.security;

import app.parley.platform.config.ParleyProperties;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.web.CrossOriginFilter;
import app.parley.platform.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses writes that another site makes a browser send. Stands in the place of CSRF tokens: every
 * browser of today says where a write comes from, and what is no browser has no cookie to abuse.
 */
public class SameOriginFilter extends OncePerRequestFilter {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final @Nullable WebOrigin publicOrigin;
    private final Problems problems;

    public SameOriginFilter(ParleyProperties parley, Problems problems) {
        publicOrigin = WebOrigin.of(parley.publicUrl());
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (READS.contains(request.getMethod())
                || CrossOriginFilter.isAllowed(request)
                || isFromHere(request)) {
            chain.doFilter(request, response);
        } else {
            problems.write(
                    request,
                    response,
                    new ParleyException(
                            ErrorCode.CROSS_SITE, "A request from another site was refused."));
        }
    }

    private boolean isFromHere(HttpServletRequest request) {
        if ("cross-site".equalsIgnoreCase(request.getHeader("Sec-Fetch-Site"))) {
            return false;
        }
        var sent = request.getHeader("Origin");
        return sent == null || isOurs(sent, request);
    }

    private boolean isOurs(String sent, HttpServletRequest request) {
        var origin = WebOrigin.parse(sent);
        return origin != null && (origin.equals(publicOrigin) || isAddressed(origin, request));
    }

    /**
     * Whether the request was sent to the origin's own host and port. A proxy may speak https to
     * the browser and http to us, so the default port of the one stands for that of the other.
     */
    private static boolean isAddressed(WebOrigin origin, HttpServletRequest request) {
        var addressed =
                WebOrigin.of(request.getScheme(), request.getServerName(), request.getServerPort());
        return origin.host().equals(addressed.host())
                && origin.port() == addressed.port()
                && (!request.isSecure() || origin.scheme().equals("https"));
    }

    /**
     * Scheme, host and port of a page (RFC 6454).
     *
     * @param port 0 for the scheme's default
     */
    private record WebOrigin(String scheme, String host, int port) {
        static @Nullable WebOrigin parse(String text) {
            try {
                return of(URI.create(text));
            } catch (IllegalArgumentException malformed) {
                return null;
            }
        }

        static @Nullable WebOrigin of(@Nullable URI uri) {
            if (uri == null || uri.getHost() == null || uri.getUserInfo() != null) {
                return null;
            }
            var scheme = uri.getScheme();
            return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme)
                    ? of(scheme, uri.getHost(), uri.getPort())
                    : null;
        }

        static WebOrigin of(String scheme, String host, int port) {
            var lower = scheme.toLowerCase(Locale.ROOT);
            boolean isDefault = port < 0 || port == (lower.equals("https") ? 443 : 80);
            return new WebOrigin(lower, host.toLowerCase(Locale.ROOT), isDefault ? 0 : port);
        }
    }
}
