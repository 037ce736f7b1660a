package app.parley.platform.limits;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The one place where requests are counted, whatever their route: by the account that sends them,
 * else by the network that they come from. Every answer says how much is left (the IETF's draft
 * "RateLimit header fields for HTTP"). It stands behind what finds out who is there.
 */
public class RateLimitFilter extends OncePerRequestFilter {
    private final RateLimiter limiter;
    private final RouteLimits limits;
    private final Supplier<Optional<UUID>> account;
    private final Problems problems;

    /**
     * @param account who sends the current request
     */
    public RateLimitFilter(
            RateLimiter limiter,
            RouteLimits limits,
            Supplier<Optional<UUID>> account,
            Problems problems) {
        this.limiter = limiter;
        this.limits = limits;
        this.account = account;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var sender = account.get();
        var caller =
                sender.map(UUID::toString)
                        .orElseGet(() -> Network.of(request.getRemoteAddr()).prefix());
        var limit = limits.of(request, sender.isPresent());
        var decision = limiter.take(limit.rate(), caller);
        tell(response, limit.rate(), decision);
        if (!decision.granted()) {
            problems.write(request, response, refused(limit, decision.retryAfter()));
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            if (!limit.counts().test(response.getStatus())) {
                limiter.giveBack(limit.rate(), caller);
            }
        }
    }

    private static void tell(
            HttpServletResponse response, Rate rate, RateLimiter.Decision decision) {
        var name = '"' + rate.name() + '"';
        response.setHeader(
                "RateLimit-Policy", name + ";q=" + rate.amount() + ";w=" + seconds(rate.per()));
        response.setHeader(
                "RateLimit",
                name + ";r=" + decision.left() + ";t=" + seconds(decision.untilFull()));
    }

    private static ParleyException refused(Limit limit, Duration wait) {
        long seconds = Math.max(1, seconds(wait));
        return new ParleyException(
                ErrorCode.RATE_LIMITED,
                limit.refusal() + " Please try again in " + spoken(seconds) + ".",
                Map.of("retryAfterSeconds", seconds));
    }

    private static String spoken(long seconds) {
        if (seconds == 1) {
            return "a second";
        }
        return seconds < 120 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes";
    }

    /** Rounded up: whoever comes back after that finds what was promised. */
    private static long seconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}
