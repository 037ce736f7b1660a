package app.parley.platform.outbound;

import app.parley.platform.config.SettingsProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of what people may have fetched.
 *
 * @param allow networks such as 10.1.0.0/16 and hosts such as wiki.example.org or *.example.org
 *     that may be fetched although they are private, on any port
 * @param ports of everything else
 * @param connectTimeout to reach a server
 * @param readTimeout between one byte and the next
 * @param timeout of a fetch as a whole, redirects included
 */
@ConfigurationProperties("parley.outbound")
record OutboundProperties(
        @DefaultValue List<String> allow,
        @DefaultValue({"80", "443"}) Set<Integer> ports,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("10s") Duration readTimeout,
        @DefaultValue("20s") Duration timeout) {
    OutboundProperties {
        var problems = new ArrayList<SettingsProblem>();
        for (var entry : allow) {
            try {
                AllowedServers.check(entry);
            } catch (IllegalArgumentException impossible) {
                problems.add(
                        new SettingsProblem(
                                "allow", "has '" + entry + "', which " + impossible.getMessage()));
            }
        }
        if (!ports.stream().allMatch(port -> port > 0 && port <= 65_535)) {
            problems.add(new SettingsProblem("ports", "must be between 1 and 65535"));
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem.Several(problems);
        }
    }
}
