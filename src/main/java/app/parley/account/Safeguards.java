package app.parley.account;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * What a session must have shown before a route opens; the one place that asks. Whoever needs a
 * second factor and has none reaches only what sets one up; what does lasting harm in the wrong
 * hands needs a proof that is not older than five minutes.
 */
@Component
class Safeguards implements HandlerInterceptor {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final RequestMatcher ADMINISTRATION = path("/api/v1/admin/**");

    /**
     * For whoever must set up a second factor first; the anonymous may go there too, or people need
     * it to.
     */
    private static final List<RequestMatcher> BEFORE_SETUP =
            Stream.of(
                            "/api/v1/me",
                            "/api/v1/me/factors/**",
                            "/api/v1/me/passkeys/**",
                            "/api/v1/me/step-up/**",
                            "/api/v1/auth/**",
                            "/api/v1/config",
                            "/api/v1/csp-reports",
                            "/health/**")
                    .map(Safeguards::path)
                    .toList();

    private final AccountProperties settings;
    private final Sessions sessions;
    private final Confirmation confirmation;

    Safeguards(AccountProperties settings, Sessions sessions, Confirmation confirmation) {
        this.settings = settings;
        this.sessions = sessions;
        this.confirmation = confirmation;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        // Where names are taken for proof, there is nothing to confirm with.
        if (settings.passwords()
                && request.getDispatcherType() == DispatcherType.REQUEST
                && handler instanceof HandlerMethod route) {
            CurrentUserResolver.current()
                    // A key was made in a session that had to show this, and its scopes bind it.
                    .filter(user -> user.credential() instanceof Credential.Session)
                    .ifPresent(user -> check(user, request, route));
        }
        return true;
    }

    private void check(CurrentUser user, HttpServletRequest request, HandlerMethod route) {
        boolean mustSetUp =
                sessions.holder(user.sessionId())
                        .map(JdbcSessionStore.Holder::mustSetUpFactor)
                        .orElse(false);
        if (mustSetUp && BEFORE_SETUP.stream().noneMatch(path -> path.matches(request))) {
            throw new ParleyException(
                    ErrorCode.SECOND_FACTOR_SETUP_REQUIRED,
                    "An administrator asks for a second factor. Please set one up first.");
        }
        if (route.hasMethodAnnotation(StepUp.class)
                || ADMINISTRATION.matches(request) && !READING.contains(request.getMethod())) {
            confirmation.demand(user);
        }
    }

    private static RequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }
}
