package app.parley.knowledge.document;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Chat;
import app.parley.support.Events;
import app.parley.support.HttpTests;
import app.parley.support.Library;
import app.parley.support.Reply;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an address to a cited answer; a small site plays the web. */
class PageHttpTests extends HttpTests {
    private static final String PAGE =
            """
            <!doctype html><html><head><title>The Borealis stove</title></head><body>
            <h1>The Borealis stove</h1><h2>Lighting</h2>
            <p>Open the damper by three quarters before the Borealis stove is lit.</p>
            <script>alert("not text")</script></body></html>
            """;

    private HttpServer site;
    private String root;

    @BeforeEach
    void openTheSite() throws IOException {
        site = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        site.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        site.start();
        root = "http://127.0.0.2:" + site.getAddress().getPort();
    }

    @AfterEach
    void closeTheSite() {
        site.stop(0);
    }

    @Test
    void aPageBecomesADocumentThatAnswersAreCitedFrom() throws InterruptedException {
        serve("/stove", 200, "text/html; charset=utf-8", PAGE);
        var library = Library.make(newPerson(), "{\"name\": \"Web\"}");

        var added = add(library, root + "/stove#lighting").expect(201).json();
        assertThat(added.path("location").asString()).isEqualTo(root + "/stove");
        var ready = library.awaitEnd(added.path("id").asString());

        assertThat(ready.path("state").asString()).as(ready.toString()).isEqualTo("ready");
        assertThat(ready.path("title").asString()).isEqualTo("The Borealis stove");
        assertThat(ready.path("mediaType").asString()).isEqualTo("text/html");
        assertThat(ready.path("size").asInt()).isEqualTo(PAGE.length());
        assertThat(ready.path("text").asString())
                .contains("Open the damper")
                .doesNotContain("not text");
        var chat = Chat.open(library.api(), "parley/guide");
        var events =
                chat.events(
                        chat.post(
                                        "{\"text\": \"How far is the damper of the Borealis stove opened?\", \"collections\": [\"%s\"]}"
                                                .formatted(library.id()))
                                .expect(201)
                                .json());
        assertThat(Events.text(events)).contains("three quarters").contains("[1]");
    }

    @Test
    void anAddressIsThereOnce() {
        serve("/once", 200, "text/plain", "Once.");
        var library = Library.make(newPerson(), "{\"name\": \"Web\"}");

        var first = add(library, root + "/once").expect(201).text("id");

        assertThat(add(library, " " + root + "/once#again").expect(200).text("id"))
                .isEqualTo(first);
    }

    @Test
    void whatIsNoPageFailsWithASentenceAndCanBeTriedAgain() throws InterruptedException {
        var library = Library.make(newPerson(), "{\"name\": \"Web\"}");
        var there = new AtomicBoolean();
        site.createContext(
                "/later",
                exchange -> {
                    var text = "Here at last.".getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "text/plain");
                    exchange.sendResponseHeaders(there.get() ? 200 : 404, text.length);
                    exchange.getResponseBody().write(text);
                    exchange.close();
                });
        var id = add(library, root + "/later").expect(201).text("id");

        var failed = library.awaitEnd(id);
        assertThat(failed.path("state").asString()).isEqualTo("failed");
        assertThat(failed.path("error").path("code").asString()).isEqualTo("not-found");
        assertThat(failed.path("error").path("message").asString()).endsWith(".");
        there.set(true);
        library.api().post("/api/v1/documents/" + id + "/retry", "{}").expect(202);
        assertThat(library.awaitEnd(id).path("text").asString()).isEqualTo("Here at last.");
    }

    @Test
    void nothingPrivateIsFetched() throws IOException, InterruptedException {
        var heard = new AtomicInteger();
        var canary = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        canary.createContext(
                "/",
                exchange -> {
                    heard.incrementAndGet();
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        canary.start();
        var inside = "http://127.0.0.1:" + canary.getAddress().getPort() + "/";
        site.createContext(
                "/moved",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", inside);
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        var library = Library.make(newPerson(), "{\"name\": \"Web\"}");
        try {
            for (var address : new String[] {inside, root + "/moved"}) {
                var failed = library.awaitEnd(add(library, address).expect(201).text("id"));
                assertThat(failed.path("error").path("code").asString())
                        .as(address)
                        .isEqualTo("blocked-address");
            }
            assertThat(heard).hasValue(0);
        } finally {
            canary.stop(0);
        }
    }

    @Test
    void whatIsNoAddressIsRefused() {
        var library = Library.make(newPerson(), "{\"name\": \"Web\"}");
        for (var text :
                new String[] {
                    "",
                    "stove",
                    "ftp://example.org/",
                    "file:///etc/passwd",
                    "http://a@b/",
                    "http://0x7f.1/"
                }) {
            add(library, text).expect(400);
        }
        add(library.as(newPerson()), root).expect(404);
    }

    private static Reply add(Library library, String url) {
        return library.api().post(library.path() + "/pages", "{\"url\": \"" + url + "\"}");
    }

    private void serve(String path, int status, String type, String text) {
        site.createContext(
                path,
                exchange -> {
                    var bytes = text.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", type);
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }
}
