package app.parley.tool.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A search engine that answers as it is told to, and remembers what it was asked. */
public final class StubEngine implements AutoCloseable {
    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Answer answer = exchange -> send(exchange, 200, "application/json", "{}");

    /** One request, with the headers that may carry a key. */
    public record Asked(String method, String path, String query, String key, String body) {}

    /** How it answers. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private StubEngine(HttpServer server) {
        this.server = server;
    }

    public static StubEngine start() {
        try {
            var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            var stub = new StubEngine(server);
            server.createContext("/", stub::handle);
            server.start();
            return stub;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Asked> asked() {
        return asked;
    }

    public void answers(int status, String type, String body) {
        answer = exchange -> send(exchange, status, type, body);
    }

    public void answers(Answer next) {
        answer = next;
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var key = headers.getFirst("Authorization");
        var uri = exchange.getRequestURI();
        asked.add(
                new Asked(
                        exchange.getRequestMethod(),
                        uri.getPath(),
                        uri.getRawQuery() == null
                                ? ""
                                : URLDecoder.decode(uri.getRawQuery(), StandardCharsets.UTF_8),
                        String.valueOf(
                                key == null ? headers.getFirst("X-Subscription-Token") : key),
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        try (exchange) {
            answer.to(exchange);
        }
    }

    public static void send(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
