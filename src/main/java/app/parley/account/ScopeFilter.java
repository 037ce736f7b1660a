package app.parley.account;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.web.filter.OncePerRequestFilter;

/** The one place where the scopes of keys are enforced, whatever the key came in. */
class ScopeFilter extends OncePerRequestFilter {
    private final RouteScopes routes;
    private final Problems problems;

    ScopeFilter(RouteScopes routes, Problems problems) {
        this.routes = routes;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var credential = CurrentUserResolver.current().map(CurrentUser::credential);
        if (credential.orElse(null) instanceof Credential.Key key) {
            switch (routes.of(request)) {
                case RouteScopes.Rule.Open _ -> {}
                case RouteScopes.Rule.Needs(var scope) -> {
                    if (!key.scopes().contains(scope)) {
                        response.setHeader(
                                "WWW-Authenticate",
                                "Bearer error=\"insufficient_scope\", scope=\""
                                        + scope.code()
                                        + '"');
                        problems.write(request, response, lacks(scope));
                        return;
                    }
                }
                case RouteScopes.Rule.PeopleOnly _ -> {
                    problems.write(request, response, forPeople());
                    return;
                }
            }
        }
        chain.doFilter(request, response);
    }

    private static ParleyException lacks(KeyScope scope) {
        return new ParleyException(
                ErrorCode.INSUFFICIENT_SCOPE,
                "This key does not have the scope '" + scope.code() + "'.",
                Map.of("scope", scope.code()));
    }

    private static ParleyException forPeople() {
        return new ParleyException(
                ErrorCode.INSUFFICIENT_SCOPE, "No key may do this; sign in to do it yourself.");
    }
}
