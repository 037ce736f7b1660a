package app.parley.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private final List<Facade> facades;

    BearerFilter(AccessTokens tokens, Sessions sessions, List<Facade> facades) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.facades = facades;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        bearerToken(request)
                .flatMap(token -> currentUser(token, audiences(request)))
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

    private Set<String> audiences(HttpServletRequest request) {
        var own = Stream.of(AccessTokens.API);
        var foreign =
                facades.stream().filter(facade -> facade.covers(request)).map(Facade::audience);
        return Stream.concat(own, foreign).collect(Collectors.toSet());
    }

    private Optional<CurrentUser> currentUser(String token, Set<String> audiences) {
        return tokens.verified(token, audiences)
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
