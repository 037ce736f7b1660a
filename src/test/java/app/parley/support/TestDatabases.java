package app.parley.support;

import app.parley.platform.db.Database;
import app.parley.platform.db.DatabaseProperties;
import app.parley.platform.db.DatabaseUrl;
import app.parley.platform.db.Databases;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fresh, migrated databases for the store contracts: SQLite files and a real PostgreSQL, one server
 * a test run.
 */
public final class TestDatabases {
    private static final DatabaseProperties SETTINGS = new DatabaseProperties("", 4, 3);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestDatabases() {}

    public static Database sqlite() {
        try {
            var folder = Files.createTempDirectory("parley-test");
            folder.toFile().deleteOnExit();
            return Databases.open(new DatabaseUrl.Sqlite(folder.resolve("parley.db")), SETTINGS);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static Database postgresql() {
        return Databases.open(DatabaseUrl.parse(postgresqlUrl(), null), SETTINGS);
    }

    /** The URL of a fresh database without tables. */
    public static String emptyPostgresqlUrl() {
        return Postgres.create("template1");
    }

    private static String postgresqlUrl() {
        return Postgres.create(Postgres.MIGRATED);
    }

    private static final class Postgres {
        static final String MIGRATED = "parley_migrated";
        static final EmbeddedPostgres SERVER = start();

        static {
            create(MIGRATED, "template1");
            Databases.open(DatabaseUrl.parse(url(MIGRATED), null), SETTINGS).close();
        }

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        static synchronized String create(String template) {
            var name = "test_" + NUMBER.incrementAndGet();
            create(name, template);
            return url(name);
        }

        private static void create(String name, String template) {
            try (var connection = SERVER.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create database " + name + " template " + template);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        private static String url(String name) {
            return "postgres://postgres:postgres@localhost:" + SERVER.getPort() + "/" + name;
        }
    }
}
