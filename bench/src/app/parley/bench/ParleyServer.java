package app.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The built Parley as a process with a data directory of its own, run exactly as {@code ./parley}
 * runs it.
 */
final class ParleyServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(120);
    private final Path directory;
    private final int port;
    private final Map<String, String> environment;
    private final int cpu;
    private final String javaOptions;
    private ServerProcess process;
    private Duration lastStart = Duration.ZERO;

    /**
     * @param directory holds the data and the log, and is the working directory
     * @param environment settings beside the port and the data directory
     * @param cpu the processor to pin to; negative: any
     */
    ParleyServer(Path directory, Map<String, String> environment, int cpu, String javaOptions) {
        this.directory = directory;
        this.environment = environment;
        this.cpu = cpu;
        this.javaOptions = javaOptions;
        this.port = freePort();
        this.process = start();
    }

    /** The settings of a Parley whose only provider is an OpenAI-compatible server. */
    static Map<String, String> withModels(InetSocketAddress openAi) {
        return Map.of(
                "OPENAI_API_BASE_URL",
                "http://" + openAi.getHostString() + ":" + openAi.getPort() + "/v1",
                "OPENAI_API_KEY",
                "bench");
    }

    private ServerProcess start() {
        var app = Path.of(System.getProperty("parley.app", "target/app")).toAbsolutePath();
        var settings = new HashMap<>(environment);
        settings.put("PORT", String.valueOf(port));
        settings.put("PARLEY_DATA_DIR", directory.resolve("data").toString());
        settings.put("JAVA_OPTS", javaOptions);
        // One account does here what a company does elsewhere.
        settings.put("PARLEY_LIMITS_REQUESTS_PER_MINUTE", "10000000");
        settings.put("PARLEY_LIMITS_ANONYMOUS_REQUESTS_PER_MINUTE", "10000000");
        settings.put("PARLEY_LIMITS_TURNS_PER_MINUTE", "10000000");
        settings.put("PARLEY_LIMITS_LOGINS_PER_MINUTE", "10000000");
        settings.put("PARLEY_LIMITS_REFRESHES_PER_MINUTE", "10000000");
        var command = List.of(app.resolve("start").toString());
        var began = System.nanoTime();
        var started =
                ServerProcess.start(
                        command, settings, directory, directory.resolve("parley.log"), cpu);
        awaitHealth(started);
        lastStart = Duration.ofNanos(System.nanoTime() - began);
        return started;
    }

    private void awaitHealth(ServerProcess started) {
        var deadline = System.nanoTime() + START.toNanos();
        while (health() != 200) {
            if (!started.alive() || System.nanoTime() > deadline) {
                started.kill();
                throw new IllegalStateException("Parley did not start:\n" + started.tail());
            }
            pause(100);
        }
    }

    /** The status of {@code /health}; 0 when nothing answers. */
    int health() {
        return status("/health");
    }

    int status(String path) {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            return http.send(
                            request.timeout(Duration.ofSeconds(5)).build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", port);
    }

    ServerProcess process() {
        return process;
    }

    /** From the start of the process to the first 200 of {@code /health}. */
    Duration lastStart() {
        return lastStart;
    }

    /** Starts again on the same data and port, after the process has ended. */
    void restart() {
        process = start();
    }

    @Override
    public void close() {
        process.close();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
