package app.parley.platform.limits;

import java.time.Duration;

/**
 * How much a caller may ask for: a bucket that holds so many requests and is refilled evenly.
 *
 * @param name what it is called in headers, in lower case
 * @param amount requests in the long run
 * @param per the time for that amount
 * @param burst requests at once
 */
public record Rate(String name, int amount, Duration per, int burst) {
    /** As many at once as in a minute. */
    public static Rate perMinute(String name, int amount) {
        return new Rate(name, amount, Duration.ofMinutes(1), amount);
    }
}
