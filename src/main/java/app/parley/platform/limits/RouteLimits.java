package app.parley.platform.limits;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/**
 * Which limit a request falls under: its route's own, else the general one. There is always one.
 */
@Component
public class RouteLimits {
    private static final String REFUSAL = "These are more requests than Parley takes at a time.";

    private static final String OF_KEY = "These are more requests than one key may send.";

    private final List<Entry> routes;
    private final Limit ofKey;
    private final Limit ofAccount;
    private final Limit ofNetwork;

    RouteLimits(List<RouteLimit> routes, LimitProperties settings) {
        this.routes = routes.stream().map(Entry::of).toList();
        ofKey = new Limit(Rate.perMinute("key", settings.keyRequestsPerMinute()), OF_KEY);
        ofAccount = new Limit(Rate.perMinute("account", settings.requestsPerMinute()), REFUSAL);
        ofNetwork =
                new Limit(
                        Rate.perMinute("network", settings.anonymousRequestsPerMinute()), REFUSAL);
    }

    private record Entry(RequestMatcher matcher, Limit limit) {
        static Entry of(RouteLimit route) {
            var matcher =
                    PathPatternRequestMatcher.withDefaults().matcher(route.method(), route.path());
            return new Entry(matcher, route.limit());
        }
    }

    /** What one key may send to all routes together, beside what its account may. */
    Limit ofKey() {
        return ofKey;
    }

    Limit of(HttpServletRequest request, boolean signedIn) {
        return routes.stream()
                .filter(route -> route.matcher().matches(request))
                .map(Entry::limit)
                .findFirst()
                .orElse(signedIn ? ofAccount : ofNetwork);
    }
}
