package app.parley.platform.web;

import app.parley.platform.config.SettingsProblem;
import app.parley.platform.net.AddressRange;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Parley meets the network.
 *
 * @param bodyBytes the largest body of a request
 * @param uploadBytes the largest file of an upload
 * @param requestPatience how long the headers of a request may take; a body that has not ended by
 *     then goes on while a kilobyte a second comes
 * @param trustedProxies addresses or networks ({@code 10.0.0.0/8}) whose {@code X-Forwarded-*}
 *     headers are believed; nobody's by default
 * @param securityContact whom to tell of a weakness: {@code mailto:} or {@code https:}; null for
 *     nobody
 */
@ConfigurationProperties("parley.web")
record WebProperties(
        @DefaultValue("1048576") int bodyBytes,
        @DefaultValue("52428800") long uploadBytes,
        @DefaultValue("30s") Duration requestPatience,
        @DefaultValue List<String> trustedProxies,
        @Nullable URI securityContact) {
    private static final int SMALLEST = 16_384;
    private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(1);
    private static final Set<String> CONTACT_SCHEMES = Set.of("mailto", "https");

    WebProperties {
        var problems = new ArrayList<SettingsProblem>();
        if (bodyBytes < SMALLEST) {
            problems.add(new SettingsProblem("body-bytes", "must be at least " + SMALLEST));
        }
        if (uploadBytes < SMALLEST) {
            problems.add(new SettingsProblem("upload-bytes", "must be at least " + SMALLEST));
        }
        if (requestPatience.compareTo(SHORTEST_PATIENCE) < 0) {
            problems.add(
                    new SettingsProblem(
                            "request-patience",
                            "must be at least " + SHORTEST_PATIENCE.toSeconds() + "s"));
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
        if (securityContact != null && securityContact.toString().isEmpty()) {
            securityContact = null;
        }
        if (securityContact != null
                && !CONTACT_SCHEMES.contains(String.valueOf(securityContact.getScheme()))) {
            problems.add(
                    new SettingsProblem(
                            "security-contact",
                            "must be an address such as mailto:security@example.org or https://example.org/security"));
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem.Several(problems);
        }
    }

    List<AddressRange> trusted() {
        return trustedProxies.stream().map(AddressRange::valueOf).toList();
    }
}
