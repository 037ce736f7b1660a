package app.parley.account;

import app.parley.account.KeyRing.Identified;
import app.parley.platform.error.ParleyException;
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
 * Says who sends a request. A token only names a session, a key only itself; their rows say whether
 * they live and what their holder may do. A request without a good one goes on as nobody's.
 */
class BearerFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private static final String REFUSED = BearerFilter.class.getName() + ".refused";

    private final AccessTokens tokens;
    private final Sessions sessions;
    private final KeyRing keys;
    private final List<Facade> facades;

    BearerFilter(AccessTokens tokens, Sessions sessions, KeyRing keys, List<Facade> facades) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.keys = keys;
        this.facades = facades;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        switch (keys.identify(request)) {
            case Identified.Nobody _ -> {
                bearerToken(request)
                        .flatMap(token -> currentUser(token, audiences(request)))
                        .ifPresent(BearerFilter::signIn);
                chain.doFilter(request, response);
            }
            case Identified.Holder(var user, var checked) -> {
                signIn(user);
                chain.doFilter(checked, response);
            }
            case Identified.Refused(var why) -> {
                request.setAttribute(REFUSED, why);
                chain.doFilter(request, response);
            }
        }
    }

    /** Why the request is nobody's although it came with something. */
    static Optional<ParleyException> refusal(HttpServletRequest request) {
        return Optional.ofNullable((ParleyException) request.getAttribute(REFUSED));
    }

    private static void signIn(CurrentUser user) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication(user));
        SecurityContextHolder.setContext(context);
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
                                        new Credential.Session(
                                                holder.sessionId(), holder.authEpoch()),
                                        holder.username(),
                                        holder.role()));
    }

    private static Authentication authentication(CurrentUser user) {
        return UsernamePasswordAuthenticationToken.authenticated(
                user, null, List.of(new SimpleGrantedAuthority("ROLE_" + user.role().name())));
    }
}
