package app.parley.platform.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;
import org.sqlite.SQLiteDataSource;

/** Opens databases. */
public final class Databases {
    private Databases() {}

    /** Opens the database and brings it to this version's schema. */
    public static Database open(DatabaseUrl url, DatabaseProperties settings) {
        return switch (url) {
            case DatabaseUrl.Sqlite sqlite -> openSqlite(sqlite.file(), settings.readerThreads());
            case DatabaseUrl.Postgresql postgresql ->
                    openPostgresql(postgresql, settings.poolSize());
        };
    }

    /** A PostgreSQL database as it is. */
    public static Database postgresql(HikariDataSource pool) {
        return new PostgresDatabase(pool);
    }

    /** A transaction that could not begin or end, as the kind of failure that the port promises. */
    static DataAccessException translated(TransactionException failure) {
        return new DataAccessResourceFailureException(
                "the transaction failed: " + failure.getMessage(), failure);
    }

    private static Database openSqlite(Path file, int readerThreads) {
        try {
            var folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "cannot create the folder of the database " + file, failed);
        }
        // FULL: a commit that was acknowledged survives a power cut, not only a crash of the
        // process.
        // secure_delete: what is deleted is overwritten, not only let go.
        // An unknown parameter would silently become part of the file's name.
        var url =
                "jdbc:sqlite:"
                        + file
                        + "?journal_mode=WAL&synchronous=FULL&busy_timeout="
                        + SqliteDatabase.BUSY_MILLIS
                        + "&foreign_keys=on&secure_delete=on&transaction_mode=IMMEDIATE";
        var writer = new HikariConfig();
        writer.setPoolName("sqlite-write");
        writer.setDataSource(new CachedStatements(sqlite(url)));
        writer.setMaximumPoolSize(1);
        var writerPool = new HikariDataSource(writer);
        migrate(writerPool, Dialect.SQLITE);
        var reader = new HikariConfig();
        reader.setPoolName("sqlite-read");
        reader.setDataSource(new CachedStatements(sqlite(url)));
        reader.setMaximumPoolSize(readerThreads);
        reader.setConnectionInitSql("pragma query_only = 1");
        return new SqliteDatabase(new HikariDataSource(reader), writerPool, readerThreads);
    }

    private static DataSource sqlite(String url) {
        var source = new SQLiteDataSource();
        source.setUrl(url);
        return source;
    }

    private static Database openPostgresql(DatabaseUrl.Postgresql url, int poolSize) {
        var config = new HikariConfig();
        config.setPoolName("postgresql");
        config.setJdbcUrl(url.jdbcUrl());
        config.setUsername(url.username());
        config.setPassword(url.password());
        config.setMaximumPoolSize(poolSize);
        config.setConnectionTimeout(5_000);
        var pool = new HikariDataSource(config);
        migrate(pool, Dialect.POSTGRESQL);
        return postgresql(pool);
    }

    private static void migrate(DataSource target, Dialect dialect) {
        Flyway.configure()
                .dataSource(target)
                .locations("classpath:db/" + dialect.folder() + "/migrate")
                .load()
                .migrate();
    }
}
