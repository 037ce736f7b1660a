package app.parley.platform.secret;

import app.parley.platform.config.ParleyProperties;
import java.nio.file.Path;

/** Keys of an installation that exists in a test alone. */
public final class TestSecretKeys {
    private TestSecretKeys() {}

    public static SecretKeys of(String secretKey) {
        return new SecretKeys(
                new ParleyProperties(
                        ParleyProperties.Env.DEVELOPMENT, Path.of("nowhere"), null, secretKey));
    }
}
