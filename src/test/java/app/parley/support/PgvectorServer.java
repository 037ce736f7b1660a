package app.parley.support;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * PostgreSQL with pgvector, compiled to WebAssembly: the embedded one of the other tests comes
 * without extensions. It is one session behind all connections, so that a pool of it has one, which
 * names no prepared statements. Ends with the tests.
 */
public final class PgvectorServer {
    private static final Path FOLDER = Path.of("src/test/pgvector").toAbsolutePath();
    private static final int PORT = start();

    private PgvectorServer() {}

    /** A pool of one connection. */
    public static HikariDataSource connect() {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(
                "jdbc:postgresql://127.0.0.1:"
                        + PORT
                        + "/postgres?sslmode=disable&prepareThreshold=0");
        pool.setUsername("postgres");
        pool.setPassword("postgres");
        pool.setMaximumPoolSize(1);
        return pool;
    }

    private static int start() {
        try {
            if (!Files.exists(FOLDER.resolve("node_modules"))) {
                run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
            }
            // Its standard input stays open for as long as this process lives.
            var server =
                    new ProcessBuilder("node", "server.mjs")
                            .directory(FOLDER.toFile())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            var said =
                    new BufferedReader(
                            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
            var line = said.readLine();
            if (line == null || !line.startsWith("port ")) {
                throw new IllegalStateException("PostgreSQL with pgvector did not start: " + line);
            }
            return Integer.parseInt(line.substring("port ".length()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void run(String... command) throws IOException {
        // Surefire speaks to this process over its standard input and output: they are not to be
        // shared.
        var installed =
                new ProcessBuilder(List.of(command))
                        .directory(FOLDER.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            installed.getOutputStream().close();
            if (installed.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
