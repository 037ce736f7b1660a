package app.parley.platform.limits;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Token buckets of this process, one for each network. */
@Component
public class RateLimits {
    private static final int MOST_BUCKETS = 100_000;

    private final Map<Network, Bucket> registrations = new ConcurrentHashMap<>();
    private final LimitProperties settings;

    RateLimits(LimitProperties settings) {
        this.settings = settings;
    }

    /**
     * Takes a registration out of the network's allowance.
     *
     * @param address where the request comes from
     * @throws ParleyException {@code rate-limited}, with the time to wait
     */
    public void takeRegistration(String address) {
        if (registrations.size() > MOST_BUCKETS) {
            registrations
                    .values()
                    .removeIf(bucket -> bucket.getAvailableTokens() >= settings.registerBurst());
        }
        var bucket = registrations.computeIfAbsent(Network.of(address), _ -> newBucket());
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long seconds = Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1;
            throw new ParleyException(
                    ErrorCode.RATE_LIMITED,
                    "Too many accounts were made from your network. Please try again later.",
                    Map.of("retryAfterSeconds", seconds));
        }
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
