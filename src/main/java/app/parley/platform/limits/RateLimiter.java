package app.parley.platform.limits;

import java.time.Duration;

/**
 * Counts what each caller asks for, one bucket for each rate and caller. It answers at once, always
 * answers, and remembers a bounded number of callers.
 */
public interface RateLimiter {
    /** Takes one request out of the caller's bucket, if there is one in it. */
    Decision take(Rate rate, String caller);

    /** Puts back one request that turned out to have cost nothing. */
    void giveBack(Rate rate, String caller);

    /**
     * What came of it.
     *
     * @param left requests that the caller may send at once now
     * @param retryAfter until there is one again; zero if there is
     * @param untilFull until the bucket is as it was at first
     */
    record Decision(boolean granted, long left, Duration retryAfter, Duration untilFull) {}
}
