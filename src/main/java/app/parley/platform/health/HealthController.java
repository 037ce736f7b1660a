package app.parley.platform.health;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells supervisors and load balancers how Parley is. */
@RestController
@Tag(name = "Operation")
@SecurityRequirements
class HealthController {
    private static final Logger log = LoggerFactory.getLogger(HealthController.class);
    private static final String UP = "up";

    private final List<HealthCheck> checks;
    private final ApplicationAvailability availability;

    HealthController(List<HealthCheck> checks, ApplicationAvailability availability) {
        this.checks = checks;
        this.availability = availability;
    }

    /**
     * @param status {@code up} or {@code down}
     * @param checks each check's {@code up} or what is wrong with it
     */
    record Health(String status, Map<String, String> checks) {}

    @GetMapping("/health")
    @Operation(
            summary = "Can people register, ask and get a cited answer?",
            description =
                    "200 when every check is up that the work needs, else 503. A check that is told"
                            + " and not needed: audit.")
    ResponseEntity<Health> health() {
        if (!answersRequests()) {
            return notNow();
        }
        var results = resultsOf(checks);
        return answer(
                results,
                checks.stream()
                        .filter(HealthCheck::isVital)
                        .allMatch(check -> UP.equals(results.get(check.name()))));
    }

    @GetMapping("/health/live")
    @Operation(summary = "Is the process alive?", description = "Restart it when this fails")
    ResponseEntity<Health> live() {
        return answer(Map.of());
    }

    @GetMapping("/health/ready")
    @Operation(
            summary = "Should requests be sent here?",
            description = "503 while starting, while draining, and while the database is away")
    ResponseEntity<Health> ready() {
        var needed = checks.stream().filter(check -> check.name().equals("database")).toList();
        return answersRequests() ? answer(resultsOf(needed)) : notNow();
    }

    /** Not before everything has started, the providers that are waited for included. */
    private boolean answersRequests() {
        return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    }

    private static ResponseEntity<Health> notNow() {
        return answer(Map.of("traffic", "Parley is starting or stopping."));
    }

    private static Map<String, String> resultsOf(List<HealthCheck> checks) {
        var results = new LinkedHashMap<String, String>();
        for (var check : checks) {
            results.put(check.name(), resultOf(check));
        }
        return results;
    }

    private static String resultOf(HealthCheck check) {
        try {
            var problem = check.problem();
            return problem == null ? UP : problem;
        } catch (RuntimeException failed) {
            log.warn("health check {} failed: {}", check.name(), failed.toString());
            return "The check failed.";
        }
    }

    private static ResponseEntity<Health> answer(Map<String, String> results) {
        return answer(results, results.values().stream().allMatch(UP::equals));
    }

    private static ResponseEntity<Health> answer(Map<String, String> results, boolean up) {
        return ResponseEntity.status(up ? 200 : 503)
                .cacheControl(CacheControl.noStore())
                .body(new Health(up ? UP : "down", results));
    }
}
