package app.parley.platform.secret;

import app.parley.platform.config.ParleyProperties;
import app.parley.platform.db.Database;
import java.nio.file.Path;

/** Keys of an installation that exists in a test alone. */
public final class TestSecretKeys {
    private TestSecretKeys() {}

    public static SecretKeys of(String secretKey) {
        return new SecretKeys(
                new ParleyProperties(
                        ParleyProperties.Env.DEVELOPMENT, Path.of("nowhere"), null, secretKey, ""));
    }

    /** The root that replaces another one. */
    public static SecretKeys of(String secretKey, String before) {
        return new SecretKeys(
                new ParleyProperties(
                        ParleyProperties.Env.DEVELOPMENT,
                        Path.of("nowhere"),
                        null,
                        secretKey,
                        before));
    }

    /** Lasting keys without a database. */
    public static LastingKeys lasting(String secretKey) {
        var keys = of(secretKey);
        return purpose -> keys.derive(purpose.id(), purpose.algorithm());
    }

    /** The keys of an installation whose root is in a file. */
    public static SecretKeys in(Path dataDir) {
        return new SecretKeys(
                new ParleyProperties(ParleyProperties.Env.DEVELOPMENT, dataDir, null, "", ""));
    }

    /** The lasting keys of a database. */
    public static LastingKeys stored(Database database, SecretBox box) {
        return new JdbcLastingKeys(database, box);
    }
}
