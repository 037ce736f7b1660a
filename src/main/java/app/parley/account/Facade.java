package app.parley.account;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Routes outside of {@code /api} that speak another product's API. The module that owns them
 * contributes this as a bean; what is not listed stays closed.
 *
 * @param name whose tokens open these routes and nothing else
 * @param tokenTtl how long such a token is accepted, if its session lives so long
 */
public record Facade(String name, Duration tokenTtl, List<Route> routes) {
    /**
     * @param path as routes are mapped, such as {@code /things/{id}}
     * @param forAnybody whether people are let in who are not signed in
     */
    public record Route(HttpMethod method, String path, boolean forAnybody) {
        PathPatternRequestMatcher matcher() {
            return PathPatternRequestMatcher.withDefaults().matcher(method, path);
        }
    }

    public boolean covers(HttpServletRequest request) {
        return routes.stream().anyMatch(route -> route.matcher().matches(request));
    }

    /** The audience (RFC 7519, section 4.1.3) of its tokens. */
    String audience() {
        return "parley-" + name;
    }
}
