package app.parley.platform.db;

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
        @DefaultValue("3") int readerThreads) {}
