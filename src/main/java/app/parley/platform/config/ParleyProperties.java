package app.parley.platform.config;

import java.net.URI;
import java.nio.file.Path;
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
 */
@ConfigurationProperties("parley")
public record ParleyProperties(
        @DefaultValue("development") Env env,
        @DefaultValue("./data") Path dataDir,
        @Nullable URI publicUrl,
        @DefaultValue("") String secretKey) {
    /** Which rules hold. */
    public enum Env {
        DEVELOPMENT,
        PRODUCTION
    }
}
