package app.parley.platform.web;

import app.parley.platform.config.SettingsProblem;
import app.parley.platform.net.AddressRange;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Parley meets the network.
 *
 * @param bodyBytes the largest body of a request
 * @param uploadBytes the largest file of an upload
 * @param trustedProxies addresses or networks ({@code 10.0.0.0/8}) whose {@code X-Forwarded-*}
 *     headers are believed; nobody's by default
 */
@ConfigurationProperties("parley.web")
record WebProperties(
        @DefaultValue("1048576") int bodyBytes,
        @DefaultValue("52428800") long uploadBytes,
        @DefaultValue List<String> trustedProxies) {
    private static final int SMALLEST = 16_384;

    WebProperties {
        var problems = new ArrayList<SettingsProblem>();
        if (bodyBytes < SMALLEST) {
            problems.add(new SettingsProblem("body-bytes", "must be at least " + SMALLEST));
        }
        if (uploadBytes < SMALLEST) {
            problems.add(new SettingsProblem("upload-bytes", "must be at least " + SMALLEST));
        }
        for (var proxy : trustedProxies) {
            try {
                AddressRange.valueOf(proxy);
            } catch (IllegalArgumentException impossible) {
                problems.add(
                        new SettingsProblem(
                                "trusted-proxies",
                                "has '" + proxy + "', which " + impossible.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem.Several(problems);
        }
    }

    List<AddressRange> trusted() {
        return trustedProxies.stream().map(AddressRange::valueOf).toList();
    }
}
