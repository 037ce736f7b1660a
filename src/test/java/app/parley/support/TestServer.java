package app.parley.support;

import app.parley.Parley;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
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
        // A setting that is given twice would be both.
        Map<String, String> all = new LinkedHashMap<>();
        all.put("parley.env-file", "");
        all.put("server.address", "127.0.0.1");
        all.put("server.port", "0");
        all.put("parley.database.url", "");
        all.put("parley.data-dir", data.toString());
        all.put("parley.chat.drain", "0s");
        all.put("parley.model.discover-ollama", "false");
        for (var setting : settings) {
            int end = setting.indexOf('=');
            all.put(setting.substring(0, end), setting.substring(end + 1));
        }
        var arguments =
                all.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new);
        return new TestServer(
                data,
                (ConfigurableWebServerApplicationContext)
                        new SpringApplication(Parley.class).run(arguments));
    }

    public int port() {
        return context.getWebServer().getPort();
    }

    /** Where it keeps what it keeps. */
    public Path data() {
        return data;
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
