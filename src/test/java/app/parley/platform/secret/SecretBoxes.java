package app.parley.platform.secret;

import app.parley.platform.config.ParleyProperties;
import java.nio.file.Path;

/** Makes boxes without a data directory. */
public final class SecretBoxes {
    private SecretBoxes() {}

    public static SecretBox forTests() {
        return new SecretBox(
                new SecretKeys(
                        new ParleyProperties(
                                ParleyProperties.Env.DEVELOPMENT,
                                Path.of("unused"),
                                null,
                                "a secret key for tests that is long enough",
                                "")));
    }
}
