package app.parley.platform.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What Prometheus scrapes. The security chain lets administrators here, and no one else. */
@RestController
@Tag(name = "Operation")
class MetricsController {
    static final String TEXT = "text/plain;version=0.0.4;charset=utf-8";

    private final PrometheusMeterRegistry registry;

    MetricsController(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    @GetMapping(path = "/metrics", produces = TEXT)
    @Operation(
            summary = "Metrics for Prometheus",
            description = "For administrators, or with PARLEY_METRICS_TOKEN as the bearer")
    String scrape() {
        return registry.scrape();
    }
}
