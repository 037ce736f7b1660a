package app.parley.platform.limits;

import io.github.bucket4j.TimeMeter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which adapter counts requests. */
@Configuration(proxyBeanMethods = false)
class LimitsConfiguration {
    private static final int MOST_CALLERS = 100_000;

    /** Its clock does not jump. */
    @Bean
    LocalRateLimiter localRateLimiter() {
        return new LocalRateLimiter(MOST_CALLERS, TimeMeter.SYSTEM_NANOTIME);
    }
}
