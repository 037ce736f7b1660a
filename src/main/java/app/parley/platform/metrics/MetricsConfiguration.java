package app.parley.platform.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which metrics there are, and that promtool finds nothing wrong with their names and texts. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {
    /**
     * A gauge that ends like a counter, abbreviated units, and sessions of Tomcat, which Parley has
     * none of.
     */
    private static final List<String> LEFT_OUT =
            List.of(
                    "system.cpu.count",
                    "process.cpu.time",
                    "jvm.compilation.time",
                    "tomcat.sessions");

    @Bean
    MeterFilter onlyWellNamedMetrics() {
        return MeterFilter.deny(id -> LEFT_OUT.stream().anyMatch(id.getName()::startsWith));
    }

    /** Some libraries describe nothing; the name in words is better than nothing. */
    @Bean
    MeterFilter describedMetrics() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.getDescription() == null ? described(id) : id;
            }
        };
    }

    private static Meter.Id described(Meter.Id id) {
        return new Meter.Id(
                id.getName(),
                Tags.of(id.getTagsAsIterable()),
                id.getBaseUnit(),
                id.getName().replace('.', ' '),
                id.getType());
    }
}
