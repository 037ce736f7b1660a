package app.parley.platform.metrics;

import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which metrics there are. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {
    /** Its name ends like a counter's though it is a gauge, which promtool refuses. */
    @Bean
    MeterFilter withoutCpuCount() {
        return MeterFilter.denyNameStartsWith("system.cpu.count");
    }
}
