package app.parley.platform.limits;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Token buckets of this process, one for each network. */
@Component
public class RateLimits {
    private static final int MOST_BUCKETS = 100_000;

    private final Map<Network, Bucket> registrations = new ConcurrentHashMap<>();
    private final LimitProperties settings;
    private final Bucket overflow;

    RateLimits(LimitProperties settings) {
        this.settings = settings;
        overflow = newBucket();
    }

    /**
     * Takes a registration out of the network's allowance.
     *
     * @param address where the request comes from
     * @throws ParleyException {@code rate-limited}, with the time to wait
     */
    public void takeRegistration(String address) {
        var bucket = bucketOf(Network.of(address));
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long seconds = Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1;
            throw new ParleyException(
                    ErrorCode.RATE_LIMITED,
                    "Too many accounts were made from your network. Please try again later.",
                    Map.of("retryAfterSeconds", seconds));
        }
    }

    private Bucket bucketOf(Network network) {
        var known = registrations.get(network);
        if (known != null) {
            return known;
        }
        // Whoever owns more networks than can be remembered shares one allowance for the rest.
        return registrations.size() < MOST_BUCKETS
                ? registrations.computeIfAbsent(network, _ -> newBucket())
                : overflow;
    }

    /** A full bucket says nothing that a new one would not. */
    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void forgetFull() {
        registrations
                .values()
                .removeIf(bucket -> bucket.getAvailableTokens() >= settings.registerBurst());
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(
                        Bandwidth.builder()
                                .capacity(settings.registerBurst())
                                .refillGreedy(settings.registerPerHour(), Duration.ofHours(1))
                                .build())
                .build();
    }
}
