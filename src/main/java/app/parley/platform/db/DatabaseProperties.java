package app.parley.platform.db;

import app.parley.platform.config.SettingsProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the data lives.
 *
 * @param url {@code postgres://user:password@host:port/name}, {@code jdbc:postgresql://…}, {@code
 *     sqlite:///file}, or empty for SQLite in the data directory
 * @param poolSize the most connections to PostgreSQL
 * @param readerThreads the threads that read SQLite
 */
@ConfigurationProperties("parley.database")
public record DatabaseProperties(
        @DefaultValue("") String url,
        @DefaultValue("10") int poolSize,
        @DefaultValue("3") int readerThreads) {
    public DatabaseProperties {
        var problems = new ArrayList<SettingsProblem>();
        try {
            DatabaseUrl.parse(url, Path.of("."));
        } catch (IllegalArgumentException impossible) {
            var sentence = String.valueOf(impossible.getMessage());
            problems.add(new SettingsProblem("url", sentence.replaceFirst("^DATABASE_URL ", "")));
        }
        if (poolSize < 1) {
            problems.add(new SettingsProblem("pool-size", "must be at least 1"));
        }
        if (readerThreads < 1) {
            problems.add(new SettingsProblem("reader-threads", "must be at least 1"));
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem.Several(problems);
        }
    }
}
