package app.parley.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A provider of embeddings that speaks like OpenAI, Gemini and Ollama. Its vectors count words, so
 * that texts that share some lie close; each kind has vectors of another length, none of them of
 * length 1.
 */
public final class EmbeddingStub implements AutoCloseable {
    private static final int OPENAI = 48;
    private static final int GEMINI = 64;
    private static final int OLLAMA = 32;

    private final HttpServer server;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger longer = new AtomicInteger();
    private volatile boolean held;

    public EmbeddingStub() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next requests for vectors are turned down with 429 and 503 in turn. */
    public void failNext(int requests) {
        failures.set(requests);
    }

    /** Requests for passages wait until this is taken back; questions do not. */
    public void hold(boolean hold) {
        held = hold;
    }

    /** From now on vectors have more numbers than before. */
    public void makeLonger() {
        longer.set(8);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var path = exchange.getRequestURI().getPath();
            var json = body.length == 0 ? null : JsonMapper.shared().readTree(body);
            if (json == null) {
                send(exchange, 200, models(path));
                return;
            }
            int failure = failures.getAndUpdate(left -> Math.max(0, left - 1));
            if (failure > 0) {
                exchange.getResponseHeaders().set("Retry-After", "0");
                send(exchange, failure % 2 == 0 ? 429 : 503, "{\"error\":{\"message\":\"no\"}}");
                return;
            }
            send(exchange, 200, vectors(path, json));
        }
    }

    private static String models(String path) {
        return switch (path) {
            case "/v1/models" ->
                    "{\"data\":[{\"id\":\"text-embedding-stub\"},{\"id\":\"gpt-stub\"}]}";
            case "/v1beta/models" ->
                    """
                    {"models":[{"name":"models/gemini-embedding-stub","displayName":"Gemini Embedding Stub",
                                "supportedGenerationMethods":["embedContent"]}]}""";
            case "/api/tags" -> "{\"models\":[{\"name\":\"nomic-embed-text:latest\"}]}";
            default -> "{}";
        };
    }

    private String vectors(String path, JsonNode json) {
        if (path.startsWith("/v1beta/")) {
            var texts =
                    json.path("requests")
                            .valueStream()
                            .map(one -> one.path("content").path("parts").get(0).path("text"))
                            .map(JsonNode::asString)
                            .toList();
            return write(
                    Map.of(
                            "embeddings",
                            made(texts, GEMINI).stream()
                                    .map(vector -> Map.of("values", vector))
                                    .toList()));
        }
        var texts = json.path("input").valueStream().map(JsonNode::asString).toList();
        if (path.equals("/api/embed")) {
            return write(Map.of("embeddings", made(texts, OLLAMA)));
        }
        // As a gateway may, in another order than asked.
        var made = made(texts, OPENAI);
        List<Map<String, Object>> items = new ArrayList<>();
        IntStream.range(0, made.size())
                .forEach(i -> items.add(Map.of("index", i, "embedding", made.get(i))));
        Collections.reverse(items);
        return write(Map.of("data", items));
    }

    private List<float[]> made(List<String> texts, int dimensions) {
        while (held && texts.size() > 1) {
            LockSupport.parkNanos(10_000_000);
        }
        int length = dimensions + longer.get();
        return texts.stream().map(text -> counted(text, length)).toList();
    }

    private static float[] counted(String text, int dimensions) {
        var vector = new float[dimensions];
        for (var word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
            vector[Math.floorMod(word.hashCode(), dimensions)] += 3;
        }
        return vector;
    }

    private static String write(Object json) {
        return JsonMapper.shared().writeValueAsString(json);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
