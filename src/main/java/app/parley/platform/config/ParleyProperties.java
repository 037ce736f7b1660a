package app.parley.platform.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the whole process needs to know.
 *
 * @param env development or production, which refuses what is only fit for a laptop
 * @param dataDir the one directory that holds everything the embedded shape keeps
 * @param publicUrl where people reach Parley, when a proxy stands before it
 * @param secretKey the root of all keys, at least 32 characters; empty means a generated one in the
 *     data directory
 * @param secretKeyBefore what the root was, until {@code ./parley keys rotate} has taken everything
 *     over to the one of now; empty otherwise
 */
@ConfigurationProperties("parley")
public record ParleyProperties(
        @DefaultValue("development") Env env,
        @DefaultValue("./data") Path dataDir,
        @Nullable URI publicUrl,
        @DefaultValue("") String secretKey,
        @DefaultValue("") String secretKeyBefore) {
    private static final int SHORTEST_SECRET = 32;
    private static final int FEWEST_DIFFERENT_CHARACTERS = 8;
    private static final Set<String> SAMPLE_WORDS =
            Set.of("change-me", "changeme", "example", "your-secret");

    /** Which rules hold. */
    public enum Env {
        DEVELOPMENT,
        PRODUCTION
    }

    public ParleyProperties {
        var problems = new ArrayList<SettingsProblem>();
        if (publicUrl != null && publicUrl.toString().isEmpty()) {
            publicUrl = null;
        }
        if (publicUrl != null) {
            problemOf(publicUrl, env)
                    .ifPresent(
                            sentence -> problems.add(new SettingsProblem("public-url", sentence)));
        }
        if (!secretKey.isEmpty()) {
            if (secretKey.length() < SHORTEST_SECRET) {
                problems.add(
                        new SettingsProblem(
                                "secret-key",
                                "has "
                                        + secretKey.length()
                                        + " characters and needs at least "
                                        + SHORTEST_SECRET
                                        + " (openssl rand -base64 48 makes a good one)"));
            } else if (secretKey.chars().distinct().count() < FEWEST_DIFFERENT_CHARACTERS
                    || isSample(secretKey)) {
                problems.add(
                        new SettingsProblem(
                                "secret-key",
                                "is a sample that everybody knows (openssl rand -base64 48 makes a good one)"));
            }
        }
        if (!secretKeyBefore.isEmpty() && secretKeyBefore.equals(secretKey)) {
            problems.add(
                    new SettingsProblem(
                            "secret-key-before",
                            "is the same as PARLEY_SECRET_KEY, not a former one"));
        }
        if (!secretKeyBefore.isEmpty() && secretKey.isEmpty()) {
            problems.add(
                    new SettingsProblem(
                            "secret-key-before",
                            "is set, but no PARLEY_SECRET_KEY that replaces it"));
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem.Several(problems);
        }
    }

    /** The path of the public address without the slash at its end; empty when there is none. */
    public String publicPath() {
        var path = publicUrl == null ? "" : publicUrl.getPath();
        return path == null ? "" : path.replaceAll("/+$", "");
    }

    private static boolean isSample(String secret) {
        var small = secret.toLowerCase(Locale.ROOT);
        return SAMPLE_WORDS.stream().anyMatch(small::contains);
    }

    private static Optional<String> problemOf(URI url, Env env) {
        var scheme = url.getScheme();
        if (!"https".equals(scheme) && !"http".equals(scheme)
                || url.getHost() == null
                || url.getRawQuery() != null
                || url.getRawFragment() != null
                || url.getRawUserInfo() != null
                || !url.getPath().matches("(/[A-Za-z0-9._~-]+)*/?")) {
            return Optional.of(
                    "is not an address such as https://chat.example.org or https://example.org/parley");
        }
        if (env == Env.PRODUCTION && scheme.equals("http")) {
            return Optional.of("must begin with https:// in production (ENV=production)");
        }
        return Optional.empty();
    }
}
