package app.parley.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets pages of the origins that were named use the API with a bearer token (CORS). Cookies are
 * never theirs: no answer allows credentials, and a write that brings a cookie is judged as one of
 * any other site.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 25)
public class CrossOriginFilter extends OncePerRequestFilter {
    private static final String ALLOWED = CrossOriginFilter.class.getName() + ".allowed";

    private final Set<String> origins;

    CrossOriginFilter(CorsProperties settings) {
        origins = Set.copyOf(settings.origins());
    }

    /** Whether the request is one that a named origin may make. */
    public static boolean isAllowed(HttpServletRequest request) {
        return request.getAttribute(ALLOWED) != null;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!origins.isEmpty()) {
            response.addHeader("Vary", "Origin");
        }
        var origin = request.getHeader("Origin");
        if (origin == null || !origins.contains(origin)) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader("Access-Control-Allow-Origin", origin);
        if (request.getMethod().equals("OPTIONS")
                && request.getHeader("Access-Control-Request-Method") != null) {
            response.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE");
            response.setHeader(
                    "Access-Control-Allow-Headers",
                    "Authorization, Content-Type, Idempotency-Key, Last-Event-ID");
            response.setHeader("Access-Control-Max-Age", "600");
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        response.setHeader(
                "Access-Control-Expose-Headers",
                "Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id");
        if (request.getHeader("Cookie") == null) {
            request.setAttribute(ALLOWED, true);
        }
        chain.doFilter(request, response);
    }
}
