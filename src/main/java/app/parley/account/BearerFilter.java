package app.parley.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says who sends a request. The token only names a session; the session's row says whether it lives
 * and what its holder may do. A request without a good token goes on as nobody's.
 */
class BearerFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final AccessTokens tokens;
    private final Sessions sessions;

    BearerFilter(AccessTokens tokens, Sessions sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        bearerToken(request)
                .flatMap(this::currentUser)
                .ifPresent(
                        user -> {
                            var context = SecurityContextHolder.createEmptyContext();
                            context.setAuthentication(authentication(user));
                            SecurityContextHolder.setContext(context);
                        });
        chain.doFilter(request, response);
    }

    static Optional<String> bearerToken(HttpServletRequest request) {
        var header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private Optional<CurrentUser> currentUser(String token) {
        return tokens.verified(token)
                .flatMap(
                        claims ->
                                sessions.holder(claims.sessionId())
                                        .filter(
                                                holder ->
                                                        holder.accountId().equals(claims.userId())
                                                                && holder.authEpoch()
                                                                        == claims.authEpoch()))
                .map(
                        holder ->
                                new CurrentUser(
                                        holder.accountId(),
                                        holder.sessionId(),
                                        holder.username(),
                                        holder.role()));
    }

    private static Authentication authentication(CurrentUser user) {
        return UsernamePasswordAuthenticationToken.authenticated(
                user, null, List.of(new SimpleGrantedAuthority("ROLE_" + user.role().name())));
    }
}
