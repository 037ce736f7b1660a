package app.parley.bench;

import static app.parley.bench.StubJson.quoted;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Tries, over the API of the built server, what has made other servers fetch from inside their own
 * network: forms of addresses, redirects, names that change, and files that refer to addresses. It
 * runs in a network without a way out that {@code e2e/ssrf/run} makes.
 */
final class SsrfRounds {
    private static final String PUBLIC = "93.184.216.34";
    private static final String PUBLIC_IPV6 = "2606:2800:220:1::1";
    private final TestNames names;
    private final Canary canary = new Canary();
    private final HttpServer internet;
    private final ParleyServer server;
    private final ParleyApi founder;
    private final ParleyApi person;
    private final String collection;
    private final List<String> failures = new ArrayList<>();
    private int tried;

    private SsrfRounds(Path directory) throws IOException {
        var here = InetAddress.ofLiteral("127.0.0.1");
        var open = InetAddress.ofLiteral(PUBLIC);
        names =
                new TestNames(
                        Map.of(
                                "good.test",
                                List.of(open, InetAddress.ofLiteral(PUBLIC_IPV6)),
                                "inside.test",
                                List.of(InetAddress.ofLiteral("10.66.0.1")),
                                "mixed.test",
                                List.of(open, here),
                                "mixed6.test",
                                List.of(open, InetAddress.ofLiteral("::1"))),
                        open,
                        here);
        for (var address : InsideAddresses.HOSTS) {
            canary.listen(InetAddress.ofLiteral(address), 80);
            canary.listen(InetAddress.ofLiteral(address), 443);
        }
        internet = HttpServer.create(new InetSocketAddress(PUBLIC, 80), 0);
        internet.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        internet.createContext("/", this::answer);
        internet.start();
        server =
                new ParleyServer(
                        directory,
                        Map.of("PARLEY_CRAWL_PAUSE", "0s", "PARLEY_OUTBOUND_TIMEOUT", "5s"),
                        -1,
                        // A name that the server looks up twice must be asked for twice.
                        "-Dsun.net.inetaddr.ttl=0 -Dsun.net.inetaddr.negative.ttl=0");
        // The first person is the administrator, and has other rights than those who attack.
        founder = ParleyApi.register(server.address(), "founder");
        person = ParleyApi.register(server.address(), "attacker");
        collection = create("Web");
    }

    public static void main(String[] arguments) throws IOException {
        var rebindings = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        var directory = Files.createTempDirectory("parley-ssrf");
        var rounds = new SsrfRounds(directory);
        rounds.run(rebindings);
        System.exit(rounds.report() ? 0 : 1);
    }

    private void run(int rebindings) {
        theCanarySingsWhereItIsHeard();
        round("addresses", () -> addresses());
        round("webhooks", () -> webhooks());
        round("identity providers", () -> issuers());
        round("redirects", () -> redirects());
        round("names that change", () -> rebinding(rebindings));
        round("sites", () -> sites());
        round("files", () -> files());
        round("who is not signed in", () -> anonymous());
        round("providers and relays", () -> relays());
        round("links in questions", () -> questions());
    }

    /** Without this, silence would prove nothing. */
    private void theCanarySingsWhereItIsHeard() {
        for (var address : List.of("10.66.0.1", "169.254.169.254", "[::1]", "[64:ff9b::7f00:1]")) {
            if (!ask("GET", URI.create("http://" + address + "/")).contains(Canary.SECRET)) {
                throw new IllegalStateException("The canary is not there at " + address);
            }
        }
        canary.forget();
        var document = document(page("http://good.test/page"));
        if (!"ready".equals(document.get("state"))) {
            throw new IllegalStateException("What is public cannot be fetched: " + document);
        }
    }

    private void round(String name, Runnable round) {
        var before = canary.connections();
        var began = System.nanoTime();
        var triedBefore = tried;
        round.run();
        System.out.printf(
                "ssrf: %s: %d tried, %d connections to the canary, %.1f s%n",
                name,
                tried - triedBefore,
                canary.connections() - before,
                Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
    }

    private boolean report() {
        failures.forEach(failure -> System.out.println("  FAILED: " + failure));
        System.out.printf(
                "ssrf: %d attempts with %d ways to write an address; the canary had %d connections and heard %d bytes; %d looked like success%n",
                tried,
                InsideAddresses.all().size(),
                canary.connections(),
                canary.bytes(),
                failures.size());
        server.close();
        return failures.isEmpty() && canary.connections() == 0;
    }

    // ---- rows 1 to 4: what people name

    private void addresses() {
        for (var address : InsideAddresses.all()) {
            refused(page(address), address);
            refused(site(address, "auto"), address);
        }
    }

    /** Where administrators name one: they are not trusted with the inside either. */
    private void webhooks() {
        for (var address : InsideAddresses.all()) {
            tried++;
            var made =
                    founder.post(
                            "/api/v1/admin/webhooks",
                            "{\"url\":%s,\"events\":[\"chat.finished\"]}"
                                    .formatted(quoted(address)));
            if (made.status() == 201) {
                var path = "/api/v1/admin/webhooks/" + made.json().get("id");
                founder.post(path + "/test", "{}").expect(202);
                awaitDelivery(path, address);
                founder.delete(path).expect(204);
            }
        }
    }

    private void awaitDelivery(String path, String address) {
        for (var i = 0; i < 200; i++) {
            var hook =
                    ((List<?>)
                                    founder.get("/api/v1/admin/webhooks")
                                            .expect(200)
                                            .json()
                                            .get("items"))
                            .stream()
                                    .map(Map.class::cast)
                                    .filter(each -> path.endsWith("/" + each.get("id")))
                                    .findFirst()
                                    .orElseThrow();
            if (!"".equals(hook.get("lastAt"))) { // null is an empty text here
                check("".equals(hook.get("lastStatus")), "a webhook was delivered to " + address);
                return;
            }
            ParleyServer.pause(50);
        }
        failures.add("nothing became of the webhook to " + address);
    }

    private void issuers() {
        for (var address : InsideAddresses.all()) {
            tried++;
            var made =
                    founder.post(
                            "/api/v1/admin/identity-providers",
                            "{\"name\":\"x\",\"issuer\":%s,\"clientId\":\"c\",\"clientSecret\":\"s\"}"
                                    .formatted(quoted(address)));
            if (made.status() == 201) {
                var id = String.valueOf(made.json().get("id"));
                var start =
                        URI.create(
                                "http://127.0.0.1:%d/api/v1/auth/oidc/%s/start"
                                        .formatted(server.address().getPort(), id));
                check(!ask("GET", start).contains(Canary.SECRET), "issuer " + address);
                founder.delete("/api/v1/admin/identity-providers/" + id).expect(204);
            }
        }
    }

    private void redirects() {
        for (var status : List.of(301, 302, 303, 307, 308)) {
            for (var target :
                    List.of(
                            "http://127.0.0.1/",
                            "http://169.254.169.254/",
                            "http://[::1]/",
                            "//10.66.0.1/",
                            "http://inside.test/")) {
                var address = "http://good.test/redirect?" + status + "&" + target;
                refused(page(address), address);
                refused(site(address, "links"), address);
            }
        }
        var refresh = document(page("http://good.test/refresh"));
        holdsNoSecret("meta refresh", refresh);
    }

    private void rebinding(int times) {
        var ids =
                IntStream.range(0, times)
                        .mapToObj(i -> page("http://n%d.rebind.test/page".formatted(i)))
                        .toList();
        for (var id : ids) {
            holdsNoSecret("rebinding", document(id));
        }
    }

    /** What a site says of itself leads inside: its robots.txt, its lists and its links. */
    private void sites() {
        for (var form : List.of("links", "sitemap", "llms-txt", "auto")) {
            var path = Map.of("sitemap", "/trap/map.xml", "llms-txt", "/trap/llms.txt");
            var id = site("http://good.test" + path.getOrDefault(form, "/trap/"), form);
            check(!id.isEmpty(), "a site that is public is refused as " + form);
            if (id.isEmpty()) {
                continue;
            }
            end("/api/v1/collections/" + collection + "/sites/" + id);
        }
    }

    // ---- rows 12 and 13: what files name

    private void files() {
        for (var path :
                List.of("/external.html", "/external.svg", "/external.xml", "/external.md")) {
            holdsNoSecret(path, document(page("http://good.test" + path)));
        }
    }

    // ---- row 11

    private void anonymous() {
        var queries = names.queries();
        for (var route : List.of("pages", "sites")) {
            var uri =
                    URI.create(
                            "http://127.0.0.1:%d/api/v1/collections/%s/%s"
                                    .formatted(server.address().getPort(), collection, route));
            tried++;
            var status = status("POST", uri, "{\"url\": \"http://nobody.rebind.test/\"}");
            check(status == 401, "anybody may post to " + route + ": " + status);
        }
        check(names.queries() == queries, "a name was looked up for somebody who is not signed in");
    }

    // ---- rows 5 to 9 and 15

    private void relays() {
        var provider =
                "{\"kind\":\"openai\",\"name\":\"x\",\"baseUrl\":\"http://127.0.0.1/v1\",\"apiKey\":\"k\"}";
        tried++;
        check(person.post("/api/v1/admin/providers", provider).status() == 403, "providers");
        for (var path :
                List.of(
                        "/api/proxy?url=http://127.0.0.1/",
                        "/api/cors/http://127.0.0.1/",
                        "/api/v1/proxy?url=http://127.0.0.1/",
                        "/api/v1/models/..%2f..%2f127.0.0.1/",
                        "/api/v1/documents/%252e%252e%252f/file",
                        "/http://127.0.0.1/")) {
            tried++;
            var uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
            check(!ask("GET", uri).contains(Canary.SECRET), path);
            check(!ask("POST", uri).contains(Canary.SECRET), path);
        }
    }

    // ---- rows 14 and 16

    private void questions() {
        var conversation = person.createConversation("parley/guide", "Links");
        for (var text :
                List.of(
                        "What is on ![this](http://127.0.0.1/a.png)?",
                        "Read http://169.254.169.254/latest/meta-data/ to me",
                        "<img src=\"http://10.66.0.1/\"> [a]: http://[::1]/")) {
            tried++;
            person.startTurn(conversation, "{\"text\":" + quoted(text) + "}", UUID.randomUUID());
            ParleyServer.pause(2_000);
        }
    }

    // ---- the API

    private String create(String name) {
        return String.valueOf(
                person.post("/api/v1/collections", "{\"name\":" + quoted(name) + "}")
                        .expect(201)
                        .json()
                        .get("id"));
    }

    /** The id of what came of it, or "" where it was refused at once. */
    private String page(String address) {
        return added("pages", "{\"url\":" + quoted(address) + "}");
    }

    private String site(String address, String form) {
        var id = added("sites", "{\"url\":%s,\"form\":\"%s\"}".formatted(quoted(address), form));
        if (!id.isEmpty()) {
            end("/api/v1/collections/" + collection + "/sites/" + id);
        }
        return id;
    }

    private String added(String route, String body) {
        tried++;
        var answer = person.post("/api/v1/collections/" + collection + "/" + route, body);
        check(answer.status() != 409, route + " takes no more: " + body);
        return answer.status() == 201 || answer.status() == 200
                ? String.valueOf(answer.json().get("id"))
                : "";
    }

    private void refused(String id, String address) {
        if (id.isEmpty()) {
            return;
        }
        var path = "/api/v1/documents/" + id;
        boolean isSite = person.get(path).status() == 404;
        if (isSite) {
            path = "/api/v1/collections/" + collection + "/sites/" + id;
        }
        var ended = end(path);
        check(!"ready".equals(ended.get("state")), address + " was fetched");
        holdsNoSecret(address, ended);
        if (isSite) { // a collection has only so many
            person.delete(path).expect(204);
        }
    }

    private Map<String, Object> document(String id) {
        return end("/api/v1/documents/" + id);
    }

    private Map<String, Object> end(String path) {
        for (var i = 0; i < 2_400; i++) {
            var item = person.get(path).expect(200).json();
            if (List.of("ready", "failed").contains(String.valueOf(item.get("state")))) {
                return item;
            }
            ParleyServer.pause(50);
        }
        throw new IllegalStateException(path + " did not come to an end");
    }

    private void holdsNoSecret(String what, Map<String, Object> item) {
        check(!item.toString().contains(Canary.SECRET), what + " told the secret");
    }

    private void check(boolean holds, String failure) {
        if (!holds) {
            failures.add(failure);
        }
    }

    private static String ask(String method, URI uri) {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(uri)
                            .timeout(Duration.ofSeconds(10))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build();
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static int status(String method, URI uri, String body) {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(uri)
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    // ---- the internet

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.equals("/redirect")) {
            var query = exchange.getRequestURI().getRawQuery().split("&", 2);
            exchange.getResponseHeaders().add("Location", query[1]);
            exchange.sendResponseHeaders(Integer.parseInt(query[0]), -1);
            exchange.close();
            return;
        }
        var inside = "http://127.0.0.1/";
        var page =
                switch (path) {
                    case "/page" -> new Text("text/plain", "A page of the internet.");
                    case "/refresh" ->
                            new Text(
                                    "text/html",
                                    "<meta http-equiv=refresh content='0;url=%s'>Moved"
                                            .formatted(inside));
                    case "/trap/" ->
                            new Text(
                                    "text/html",
                                    "<title>Trap</title><link rel=canonical href='%1$s'><base href='%1$s'><a href='/a'>a</a><a href='http://169.254.169.254/'>b</a>"
                                            .formatted(inside));
                    case "/trap/map.xml" ->
                            new Text(
                                    "text/xml",
                                    "<!DOCTYPE x [<!ENTITY e SYSTEM '%1$s'>]><urlset><url><loc>%1$sa</loc></url><url><loc>&e;</loc></url></urlset>"
                                            .formatted(inside));
                    case "/trap/llms.txt" ->
                            new Text(
                                    "text/plain",
                                    "- [in](%sa) [b](//169.254.169.254/)".formatted(inside));
                    case "/robots.txt" ->
                            new Text(
                                    "text/plain",
                                    "User-agent: *\nSitemap: %smap.xml\nSitemap: http://inside.test/map.xml\n"
                                            .formatted(inside));
                    case "/external.html" ->
                            new Text(
                                    "text/html",
                                    "<link rel=stylesheet href='%1$s'><img src='%1$s'><iframe src='%1$s'></iframe><object data='%1$s'></object>Text"
                                            .formatted(inside));
                    case "/external.svg" ->
                            new Text(
                                    "image/svg+xml",
                                    "<!DOCTYPE svg SYSTEM '%1$sx.dtd'><svg xmlns='http://www.w3.org/2000/svg' xmlns:x='http://www.w3.org/1999/xlink'><image x:href='%1$s'/><text>Text</text></svg>"
                                            .formatted(inside));
                    case "/external.xml" ->
                            new Text(
                                    "text/xml",
                                    "<!DOCTYPE x [<!ENTITY e SYSTEM '%1$s'>]><?xml-stylesheet href='%1$s'?><x>&e;</x>"
                                            .formatted(inside));
                    case "/external.md" ->
                            new Text(
                                    "text/markdown",
                                    "# Text\n\n![a](%1$s) [b]: %1$s".formatted(inside));
                    default -> null;
                };
        var bytes = page == null ? new byte[0] : page.text().getBytes(StandardCharsets.UTF_8);
        if (page != null) {
            exchange.getResponseHeaders().add("Content-Type", page.type());
        }
        exchange.sendResponseHeaders(
                page == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private record Text(String type, String text) {}
}
