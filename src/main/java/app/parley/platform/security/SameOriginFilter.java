package app.parley.platform.security;

import app.parley.platform.config.ParleyProperties;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
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

    private final @Nullable String publicOrigin;
    private final Problems problems;

    public SameOriginFilter(ParleyProperties parley, Problems problems) {
        publicOrigin = parley.publicUrl() == null ? null : origin(parley.publicUrl());
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (READS.contains(request.getMethod()) || isFromHere(request)) {
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
        URI uri;
        try {
            uri = URI.create(sent);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
        var origin = origin(uri);
        if (origin == null) {
            return false;
        }
        if (origin.equals(publicOrigin)) {
            return true;
        }
        // A proxy that speaks https to the browser may speak http to us: the scheme that counts is
        // the origin's, the host and port are the request's.
        var host = request.getHeader("Host");
        return host != null
                && (!request.isSecure() || origin.startsWith("https:"))
                && origin.equals(origin(hostUri(uri.getScheme(), host)));
    }

    private static @Nullable URI hostUri(String scheme, String host) {
        try {
            return URI.create(scheme + "://" + host);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /** Scheme, host and port, the port always named; null for what is no web origin. */
    private static @Nullable String origin(@Nullable URI uri) {
        if (uri == null || uri.getScheme() == null || uri.getHost() == null) {
            return null;
        }
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port =
                switch (scheme) {
                    case "http" -> uri.getPort() < 0 ? 80 : uri.getPort();
                    case "https" -> uri.getPort() < 0 ? 443 : uri.getPort();
                    default -> -1;
                };
        return port < 0
                ? null
                : scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }
}
