package app.parley.platform.limits;

import java.util.function.IntPredicate;

/**
 * A rate, and what is said to whoever exceeds it.
 *
 * @param refusal why nothing more is taken: a sentence for the person, which the time to wait
 *     follows
 * @param counts which requests count, by the status of their answers; the others are given back
 */
public record Limit(Rate rate, String refusal, IntPredicate counts) {
    /** Every request counts. */
    public Limit(Rate rate, String refusal) {
        this(rate, refusal, _ -> true);
    }
}
