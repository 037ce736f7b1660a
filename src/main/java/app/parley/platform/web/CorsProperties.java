package app.parley.platform.web;

import app.parley.platform.config.SettingsProblem;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which other sites' pages may use the API.
 *
 * @param origins each exactly as a browser says it, such as {@code https://app.example.org}
 */
@ConfigurationProperties("parley.web.cors")
record CorsProperties(@DefaultValue List<String> origins) {
    /** RFC 6454: lower case, no path, no wildcard; no default port, which browsers leave out. */
    private static final Pattern ORIGIN =
            Pattern.compile(
                    "(https://[a-z0-9.-]+(?!:443$)|http://(localhost|127\\.0\\.0\\.1)(?!:80$))(:[0-9]{1,5})?");

    CorsProperties {
        origins.stream()
                .filter(origin -> !ORIGIN.matcher(origin).matches())
                .findFirst()
                .ifPresent(
                        origin -> {
                            throw SettingsProblem.of(
                                    "origins",
                                    "has '"
                                            + origin
                                            + "', which is not exactly an origin such as https://app.example.org");
                        });
        origins = List.copyOf(origins);
    }
}
