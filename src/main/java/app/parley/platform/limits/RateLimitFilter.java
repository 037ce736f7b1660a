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
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The one place where requests are counted, whatever their route: by the key and the account that
 * send them, else by the network that they come from. Every answer says how much is left (the
 * IETF's draft "RateLimit header fields for HTTP"). It stands behind what finds out who is there.
 */
public class RateLimitFilter extends OncePerRequestFilter {
    private final RateLimiter limiter;
    private final RouteLimits limits;
    private final Supplier<Optional<Caller>> sender;
    private final Problems problems;

    /**
     * @param sender who sends the current request
     */
    public RateLimitFilter(
            RateLimiter limiter,
            RouteLimits limits,
            Supplier<Optional<Caller>> sender,
            Problems problems) {
        this.limiter = limiter;
        this.limits = limits;
        this.sender = sender;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var caller = sender.get();
        var charges = new ArrayList<Charge>();
        // What one key may is taken first: a program gone wild leaves its owner something.
        caller.flatMap(RateLimitFilter::key)
                .ifPresent(key -> charges.add(new Charge(limits.ofKey(), key)));
        charges.add(
                new Charge(
                        limits.of(request, caller.isPresent()),
                        caller.map(one -> one.account().toString())
                                .orElseGet(() -> Network.of(request.getRemoteAddr()).prefix())));
        for (var charge : charges) {
            var decision = limiter.take(charge.rate(), charge.bucket());
            tell(response, charge.rate(), decision);
            if (!decision.granted()) {
                problems.write(request, response, refused(charge.limit(), decision.retryAfter()));
                return;
            }
        }
        try {
            chain.doFilter(request, response);
        } finally {
            for (var charge : charges) {
                if (!charge.limit().counts().test(response.getStatus())) {
                    limiter.giveBack(charge.rate(), charge.bucket());
                }
            }
        }
    }

    private static Optional<String> key(Caller caller) {
        return Optional.ofNullable(caller.key()).map(UUID::toString);
    }

    /** One bucket that a request is taken from. */
    private record Charge(Limit limit, String bucket) {
        Rate rate() {
            return limit.rate();
        }
    }

    /** A list of both, where a request is taken from two buckets. */
    private static void tell(
            HttpServletResponse response, Rate rate, RateLimiter.Decision decision) {
        var name = '"' + rate.name() + '"';
        append(
                response,
                "RateLimit-Policy",
                name + ";q=" + rate.amount() + ";w=" + seconds(rate.per()));
        append(
                response,
                "RateLimit",
                name + ";r=" + decision.left() + ";t=" + seconds(decision.untilFull()));
    }

    private static void append(HttpServletResponse response, String header, String value) {
        var before = response.getHeader(header);
        response.setHeader(header, before == null ? value : before + ", " + value);
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
