package app.parley.support;

import app.parley.Parley;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;

/** A whole server with settings of its own, for what the shared one of {@link HttpTests} is not. */
public final class TestServer implements AutoCloseable {
    public static final String PASSWORD = "quiet lantern over northern water";

    private final Path data;
    private final ConfigurableWebServerApplicationContext context;

    private TestServer(Path data, ConfigurableWebServerApplicationContext context) {
        this.data = data;
        this.context = context;
    }

    /**
     * @param settings such as {@code parley.chat.drain=0s}; they count more than those of tests
     */
    public static TestServer start(String... settings) throws IOException {
        var data = Files.createTempDirectory("parley-test");
        var arguments =
                new ArrayList<>(
                        List.of(
                                "--parley.env-file=",
                                "--server.address=127.0.0.1",
                                "--server.port=0",
                                "--parley.database.url=",
                                "--parley.data-dir=" + data,
                                "--parley.chat.drain=0s",
                                "--parley.model.discover-ollama=false"));
        for (var setting : settings) {
            arguments.add("--" + setting);
        }
        return new TestServer(
                data,
                (ConfigurableWebServerApplicationContext)
                        new SpringApplication(Parley.class).run(arguments.toArray(String[]::new)));
    }

    public int port() {
        return context.getWebServer().getPort();
    }

    /** Nobody yet. */
    public Api api() {
        return new Api(URI.create("http://127.0.0.1:" + port()), HttpClient.newHttpClient());
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() throws IOException {
        context.close();
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
