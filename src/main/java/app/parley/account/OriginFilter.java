package app.parley.account;

import app.parley.platform.origin.Origin;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets all that is done for a request be done in the name of whoever sent it. */
class OriginFilter extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var actor = CurrentUserResolver.current().map(CurrentUser::userId).orElse(null);
        try (var _ = new Origin(actor, request.getRemoteAddr()).begin()) {
            chain.doFilter(request, response);
        }
    }
}
