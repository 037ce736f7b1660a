package app.parley.platform.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;

/** Token buckets in the memory of this process. */
class LocalRateLimiter implements RateLimiter {
    private final Map<Key, Counted> buckets = new ConcurrentHashMap<>();
    private final Map<Rate, Counted> overflow = new ConcurrentHashMap<>();
    private final int mostCallers;
    private final TimeMeter time;

    /**
     * @param mostCallers how many buckets are remembered
     */
    LocalRateLimiter(int mostCallers, TimeMeter time) {
        this.mostCallers = mostCallers;
        this.time = time;
    }

    private record Key(Rate rate, String caller) {}

    private record Counted(Bucket bucket, int burst) {
        boolean isFull() {
            return bucket.getAvailableTokens() >= burst;
        }
    }

    @Override
    public Decision take(Rate rate, String caller) {
        var probe = bucketOf(rate, caller).tryConsumeAndReturnRemaining(1);
        return new Decision(
                probe.isConsumed(),
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    @Override
    public void giveBack(Rate rate, String caller) {
        bucketOf(rate, caller).addTokens(1);
    }

    private Bucket bucketOf(Rate rate, String caller) {
        var key = new Key(rate, caller);
        var known = buckets.get(key);
        if (known != null) {
            return known.bucket();
        }
        // Whoever comes from more places than can be remembered shares one bucket for the rest.
        var counted =
                buckets.size() < mostCallers
                        ? buckets.computeIfAbsent(key, _ -> newBucket(rate))
                        : overflow.computeIfAbsent(rate, this::newBucket);
        return counted.bucket();
    }

    /** A full bucket says nothing that a new one would not. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void forgetFull() {
        buckets.values().removeIf(Counted::isFull);
    }

    int callers() {
        return buckets.size();
    }

    private Counted newBucket(Rate rate) {
        var bandwidth =
                Bandwidth.builder()
                        .capacity(rate.burst())
                        .refillGreedy(rate.amount(), rate.per())
                        .build();
        return new Counted(
                Bucket.builder().addLimit(bandwidth).withCustomTimePrecision(time).build(),
                rate.burst());
    }
}
