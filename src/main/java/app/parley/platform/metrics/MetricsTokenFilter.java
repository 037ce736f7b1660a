package app.parley.platform.metrics;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a scraper in by its token, before the sign-in of people is asked; everyone else goes on to
 * the security chain, which lets administrators in.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 40)
class MetricsTokenFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";

    private final byte[] token;
    private final MetricsController metrics;

    MetricsTokenFilter(MetricsProperties settings, MetricsController metrics) {
        token = settings.token().getBytes(StandardCharsets.UTF_8);
        this.metrics = metrics;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!carriesToken(request)) {
            chain.doFilter(request, response);
            return;
        }
        response.setContentType(MetricsController.TEXT);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getOutputStream().write(metrics.scrape().getBytes(StandardCharsets.UTF_8));
    }

    private boolean carriesToken(HttpServletRequest request) {
        var sent = request.getHeader(HttpHeaders.AUTHORIZATION);
        return token.length > 0
                && request.getMethod().equals("GET")
                && request.getRequestURI().equals(request.getContextPath() + "/metrics")
                && sent != null
                && sent.startsWith(BEARER)
                && MessageDigest.isEqual(
                        token, sent.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
    }
}
