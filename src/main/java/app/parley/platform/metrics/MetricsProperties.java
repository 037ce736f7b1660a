package app.parley.platform.metrics;

import app.parley.platform.config.SettingsProblem;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may read {@code /metrics}.
 *
 * @param token what a scraper sends as its bearer; empty: administrators only
 */
@ConfigurationProperties("parley.metrics")
record MetricsProperties(@DefaultValue("") String token) {
    private static final int SHORTEST = 16;

    MetricsProperties {
        if (!token.isEmpty() && token.length() < SHORTEST) {
            throw SettingsProblem.of("token", "needs at least " + SHORTEST + " characters");
        }
    }
}
