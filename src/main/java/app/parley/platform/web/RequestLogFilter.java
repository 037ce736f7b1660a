package app.parley.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request its id and writes one line about it, without query, headers or body: they may
 * hold what people wrote.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestLogFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger("app.parley.http");

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var id = RequestIds.of(request);
        response.setHeader(RequestIds.HEADER, id);
        var start = System.nanoTime();
        MDC.put("requestId", id);
        try {
            chain.doFilter(request, response);
        } finally {
            write(request, response, System.nanoTime() - start);
            MDC.remove("requestId");
        }
    }

    private static void write(
            HttpServletRequest request, HttpServletResponse response, long nanoseconds) {
        // Probes and files come all the time and tell nothing.
        var quiet = response.getStatus() < 400 && !request.getRequestURI().contains("/api/");
        log.atLevel(quiet ? org.slf4j.event.Level.DEBUG : org.slf4j.event.Level.INFO)
                .log(
                        "{} {} {} {} ms",
                        request.getMethod(),
                        request.getRequestURI(),
                        response.getStatus(),
                        TimeUnit.NANOSECONDS.toMillis(nanoseconds));
    }
}
