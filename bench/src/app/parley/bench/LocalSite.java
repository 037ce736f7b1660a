package app.parley.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * A site of the web on this machine, whose pages may change. It answers slowly, so that its crawl
 * lasts, and knows what it was asked for against its robots.txt.
 */
final class LocalSite implements AutoCloseable {
    private static final String FORBIDDEN = "/private/";
    private static final int SLOW_MILLIS = 60;

    private final HttpServer server;
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final Set<String> trespasses = ConcurrentHashMap.newKeySet();

    LocalSite() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        pages.put("/robots.txt", "User-agent: *\nDisallow: /*" + FORBIDDEN + "\n");
    }

    /** Where a path of the site is. */
    String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Puts a page there, or in the place of the one that was. */
    void put(String path, String content) {
        pages.put(path, content);
    }

    void remove(String path) {
        pages.remove(path);
    }

    /** What was asked for although robots.txt forbids it. */
    Set<String> trespasses() {
        return trespasses;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (path.contains(FORBIDDEN)) {
                trespasses.add(path);
            }
            ParleyServer.pause(SLOW_MILLIS);
            var page = pages.get(path);
            if (page == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var version = "\"" + Integer.toHexString(page.hashCode()) + "\"";
            exchange.getResponseHeaders().set("ETag", version);
            if (version.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", type(path));
            var bytes = page.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String type(String path) {
        if (path.endsWith(".html")) {
            return "text/html; charset=utf-8";
        }
        return path.endsWith(".md") ? "text/markdown; charset=utf-8" : "text/plain";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
