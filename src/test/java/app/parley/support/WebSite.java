package app.parley.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A site on 127.0.0.2, which plays the internet, that writes down what is asked of it. */
public final class WebSite implements AutoCloseable {
    /** What was asked. */
    public record Request(String path, Map<String, String> headers, long atMillis) {}

    /** What is answered. */
    public record Page(int status, Map<String, String> headers, byte[] body) {
        public static Page html(String html) {
            return of("text/html; charset=utf-8", html);
        }

        public static Page of(String type, String text) {
            return new Page(
                    200, Map.of("Content-Type", type), text.getBytes(StandardCharsets.UTF_8));
        }

        public static Page redirect(String location) {
            return new Page(302, Map.of("Location", location), new byte[0]);
        }

        public static Page status(int status) {
            return new Page(status, Map.of(), new byte[0]);
        }

        public Page with(String header, String value) {
            var all = new ConcurrentHashMap<>(headers);
            all.put(header, value);
            return new Page(status, all, body);
        }
    }

    private final HttpServer server;
    private final Map<String, Function<Request, Page>> pages = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Function<Request, Page> rest = unknown -> Page.status(404);

    public WebSite() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public String url(String path) {
        return "http://127.0.0.2:" + server.getAddress().getPort() + path;
    }

    /** An HTML page with a title, a sentence, and links to these paths. */
    public WebSite page(String path, String title, String... links) {
        var html = new StringBuilder("<!doctype html><html><head><title>").append(title);
        html.append("</title></head><body><h1>").append(title).append("</h1><p>The page ");
        html.append(title).append(" says what it is about.</p>");
        for (var link : links) {
            html.append("<a href=\"").append(link).append("\">").append(link).append("</a> ");
        }
        return put(path, Page.html(html.append("</body></html>").toString()));
    }

    public WebSite put(String path, Page page) {
        return put(path, any -> page);
    }

    public WebSite put(String path, Function<Request, Page> page) {
        pages.put(path, page);
        return this;
    }

    public WebSite remove(String path) {
        pages.remove(path);
        return this;
    }

    /** What is answered where nothing was put. */
    public WebSite otherwise(Function<Request, Page> page) {
        rest = page;
        return this;
    }

    /** The paths that were asked for, in order, without robots.txt. */
    public List<String> asked() {
        return requests.stream()
                .map(Request::path)
                .filter(path -> !path.equals("/robots.txt"))
                .toList();
    }

    public List<Request> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    public WebSite forgetRequests() {
        requests.clear();
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = new ConcurrentHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
        var request =
                new Request(
                        exchange.getRequestURI().toString(), headers, System.currentTimeMillis());
        requests.add(request);
        var page = pages.getOrDefault(request.path(), rest).apply(request);
        page.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(
                page.status(), page.body().length == 0 ? -1 : page.body().length);
        exchange.getResponseBody().write(page.body());
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
