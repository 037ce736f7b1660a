package app.parley.knowledge.pinecone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pinecone's HTTP API in memory, with what makes the real one hard: searches see a write only after
 * a while, and in any order requests are turned down, fail, or hang half done.
 */
final class PineconeStub implements AutoCloseable {
    static final String KEY = "pc-test";
    private static final int LARGEST = 2 << 20;

    private final HttpServer server;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final Map<String, Space> spaces = new TreeMap<>();
    private final List<String> troubles = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private long log;
    private long lagMillis;

    /** A namespace: its vectors, and those that searches see by now. */
    private static final class Space {
        private final Map<String, JsonNode> written = new TreeMap<>();
        private Map<String, JsonNode> seen = Map.of();
        private long writtenAt;
        private long place;
        private long seenPlace;
    }

    PineconeStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How long searches do not see what was written. */
    synchronized void lag(long millis) {
        lagMillis = millis;
    }

    /**
     * What happens to the next requests: 429, 500, 503, cut (an answer cut off), half (half kept).
     */
    synchronized void trouble(String... next) {
        troubles.addAll(List.of(next));
    }

    /** The requests that got through, such as {@code POST /query}. */
    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    /** All that is kept, as text. */
    synchronized String everything() {
        return spaces.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().written)
                .collect(Collectors.joining("\n"));
    }

    synchronized long vectors() {
        return spaces.values().stream().mapToLong(space -> space.written.size()).sum();
    }

    /** Somebody deletes everything by hand. */
    synchronized void forgetAll() {
        spaces.clear();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var path = exchange.getRequestURI().getPath();
            var trouble = troubles.isEmpty() ? "" : troubles.removeFirst();
            switch (trouble) {
                case "429" -> {
                    exchange.getResponseHeaders().set("Retry-After", "0");
                    send(exchange, 429, "{\"code\":8,\"message\":\"too many requests\"}");
                }
                case "500", "503" -> send(exchange, Integer.parseInt(trouble), "upstream trouble");
                case "cut" -> {
                    exchange.sendResponseHeaders(200, 1_000);
                    exchange.getResponseBody().write("{\"matc".getBytes(StandardCharsets.UTF_8));
                }
                default -> {
                    if (!KEY.equals(exchange.getRequestHeaders().getFirst("Api-Key"))) {
                        send(exchange, 401, "Unauthorized");
                    } else if (!exchange.getRequestHeaders()
                            .containsKey("X-Pinecone-Api-Version")) {
                        send(exchange, 400, "no version");
                    } else if (body.length > LARGEST) {
                        send(exchange, 413, "more than 2 MB");
                    } else {
                        asked.add(exchange.getRequestMethod() + " " + path);
                        route(exchange, path, body, trouble.equals("half"));
                    }
                }
            }
        }
    }

    private void route(HttpExchange exchange, String path, byte[] body, boolean half)
            throws IOException {
        var json = body.length == 0 ? null : JsonMapper.shared().readTree(body);
        if (path.startsWith("/indexes/")) {
            var name = path.substring("/indexes/".length());
            var dimensions = indexes.get(name);
            if (dimensions == null) {
                send(exchange, 404, "{\"error\":{\"code\":\"NOT_FOUND\"}}");
            } else {
                send(
                        exchange,
                        200,
                        "{\"name\":\"%s\",\"dimension\":%d,\"host\":\"127.0.0.1:%d\",\"status\":{\"ready\":true}}"
                                .formatted(name, dimensions, server.getAddress().getPort()));
            }
            return;
        }
        switch (path) {
            case "/indexes" -> {
                indexes.put(json.path("name").asString(), json.path("dimension").asInt());
                send(exchange, 201, "{}");
            }
            case "/vectors/upsert" -> upsert(exchange, json, half);
            case "/vectors/delete" -> delete(exchange, json);
            case "/vectors/list" -> list(exchange);
            case "/query" -> query(exchange, json);
            default -> send(exchange, 404, "no such route");
        }
    }

    private void upsert(HttpExchange exchange, JsonNode json, boolean half) throws IOException {
        var space = spaces.computeIfAbsent(json.path("namespace").asString(), _ -> new Space());
        var vectors = json.path("vectors").valueStream().toList();
        if (vectors.size() > 1_000) {
            send(exchange, 400, "more than 1,000 vectors");
            return;
        }
        var kept = half ? vectors.subList(0, vectors.size() / 2) : vectors;
        wrote(
                space,
                () ->
                        kept.forEach(
                                vector -> space.written.put(vector.path("id").asString(), vector)));
        exchange.getResponseHeaders().set("x-pinecone-request-lsn", String.valueOf(space.place));
        send(exchange, 200, "{\"upsertedCount\":" + kept.size() + "}");
    }

    private void delete(HttpExchange exchange, JsonNode json) throws IOException {
        var name = json.path("namespace").asString();
        var space = spaces.get(name);
        if (space == null) {
            send(exchange, 404, "{\"code\":5,\"message\":\"Namespace not found\"}");
            return;
        }
        if (json.path("ids").size() > 1_000) {
            send(exchange, 400, "more than 1,000 ids");
            return;
        }
        if (json.path("deleteAll").asBoolean(false)) {
            spaces.remove(name);
        }
        wrote(space, () -> json.path("ids").forEach(id -> space.written.remove(id.asString())));
        exchange.getResponseHeaders().set("x-pinecone-request-lsn", String.valueOf(space.place));
        send(exchange, 200, "{}");
    }

    private void wrote(Space space, Runnable change) {
        see(space);
        change.run();
        space.place = ++log;
        space.writtenAt = System.nanoTime();
    }

    private void see(Space space) {
        if (System.nanoTime() - space.writtenAt >= lagMillis * 1_000_000) {
            space.seen = Map.copyOf(space.written);
            space.seenPlace = space.place;
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        var asked = parameters(exchange.getRequestURI());
        var space = spaces.getOrDefault(asked.get("namespace"), new Space());
        var from = asked.getOrDefault("paginationToken", "");
        var ids =
                space.written.keySet().stream()
                        .filter(id -> id.startsWith(asked.getOrDefault("prefix", "")))
                        .filter(id -> id.compareTo(from) > 0)
                        .toList();
        int limit = Math.min(100, Integer.parseInt(asked.getOrDefault("limit", "100")));
        var page = ids.subList(0, Math.min(limit, ids.size()));
        var next =
                page.size() < ids.size()
                        ? ",\"pagination\":{\"next\":\"" + page.getLast() + "\"}"
                        : "";
        send(
                exchange,
                200,
                page.stream()
                        .map(id -> "{\"id\":\"" + id + "\"}")
                        .collect(Collectors.joining(",", "{\"vectors\":[", "]" + next + "}")));
    }

    private record Match(String id, double score) {}

    private void query(HttpExchange exchange, JsonNode json) throws IOException {
        var space = spaces.getOrDefault(json.path("namespace").asString(), new Space());
        see(space);
        var asked = numbers(json.path("vector"));
        var wanted = filter(json.path("filter"));
        var matches =
                space.seen.values().stream()
                        .filter(wanted)
                        .map(
                                vector ->
                                        new Match(
                                                vector.path("id").asString(),
                                                cosine(asked, numbers(vector.path("values")))))
                        .sorted(Comparator.comparingDouble(Match::score).reversed())
                        .limit(json.path("topK").asInt())
                        .map(match -> Map.of("id", match.id(), "score", match.score()))
                        .toList();
        exchange.getResponseHeaders()
                .set("x-pinecone-max-indexed-lsn", String.valueOf(space.seenPlace));
        send(exchange, 200, JsonMapper.shared().writeValueAsString(Map.of("matches", matches)));
    }

    private static Predicate<JsonNode> filter(JsonNode filter) {
        var among =
                filter.path("document").path("$in").valueStream().map(JsonNode::asString).toList();
        return vector ->
                filter.isMissingNode()
                        || among.contains(vector.path("metadata").path("document").asString());
    }

    private static double[] numbers(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }

    private static double cosine(double[] a, double[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
        }
        return dot / (length(a) * length(b));
    }

    private static double length(double[] vector) {
        return Math.sqrt(Arrays.stream(vector).map(number -> number * number).sum());
    }

    private static Map<String, String> parameters(URI uri) {
        return Arrays.stream(uri.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(
                        Collectors.toMap(
                                pair -> pair[0],
                                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
