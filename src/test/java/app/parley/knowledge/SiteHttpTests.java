package app.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.HttpTests;
import app.parley.support.Library;
import app.parley.support.Reply;
import app.parley.support.WebSite;
import app.parley.support.WebSite.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From a site to documents and back, by each of the ways in which pages are found. */
class SiteHttpTests extends HttpTests {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private WebSite site;
    private Library library;

    @BeforeEach
    void openTheSite() {
        site = new WebSite();
        library = Library.make(newPerson(), "{\"name\": \"Web\"}");
    }

    @AfterEach
    void closeTheSite() {
        site.close();
    }

    @Test
    void aListForLanguageModelsNamesThePages() throws InterruptedException {
        site.put(
                "/llms.txt",
                Page.of(
                        "text/plain",
                        """
                        # Stoves
                        > All about stoves.

                        ## Pages
                        - [Borealis](/docs/borealis): our best stove
                        - [Aurora](/docs/aurora.html)
                        - [Aurora](/docs/aurora.md)
                        - [Elsewhere](http://127.0.0.1:9/docs/other)
                        - [A picture](/docs/stove.png)
                        """));
        site.page("/docs/borealis", "Borealis").page("/docs/aurora.html", "Aurora");
        site.put("/docs/aurora.md", Page.of("text/markdown", "# Aurora\n\nThe Aurora stove."));

        var ready = crawled(site("/llms.txt", "auto"));

        assertThat(ready.path("state").asString()).as(ready.toString()).isEqualTo("ready");
        assertThat(ready.path("foundForm").asString()).isEqualTo("llms-txt");
        assertThat(ready.path("pages").path("fetched").asInt()).isEqualTo(2);
        assertThat(documents())
                .containsOnly(
                        Map.entry("/docs/borealis", "Borealis"),
                        Map.entry("/docs/aurora.md", "Aurora"));
    }

    @Test
    void sitemapsAreReadPackedAndNested() throws InterruptedException {
        site.put(
                "/sitemap.xml",
                Page.of(
                        "application/xml",
                        "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
                                + "<sitemap><loc>%s</loc></sitemap><sitemap><loc>%s</loc></sitemap></sitemapindex>"
                                        .formatted(site.url("/a.xml"), site.url("/b.xml.gz"))));
        site.put("/a.xml", Page.of("application/xml", urlset("/one", "/two")));
        site.put(
                "/b.xml.gz",
                new Page(
                        200,
                        Map.of("Content-Type", "application/gzip"),
                        packed(urlset("/three", "/two"))));
        site.page("/one", "One").page("/two", "Two").page("/three", "Three");

        var ready = crawled(site("/sitemap.xml", "sitemap"));

        assertThat(ready.path("pages").path("found").asInt()).as(ready.toString()).isEqualTo(3);
        assertThat(documents().keySet()).containsOnly("/one", "/two", "/three");
    }

    @Test
    void linksAreFollowedAsDeepAsWantedAndNotOutOfTheFolder() throws InterruptedException {
        site.page(
                "/docs/", "Start", "one", "/blog/", "../imprint", "http://127.0.0.1:9/x", "one#a");
        site.page("/docs/one", "One", "deep/two", "/docs/");
        site.page("/docs/deep/two", "Two", "three");
        site.page("/docs/deep/three", "Three");
        site.page("/blog/", "Blog").page("/imprint", "Imprint");

        var ready = crawled(site("/docs/", "links"));

        assertThat(ready.path("state").asString()).as(ready.toString()).isEqualTo("ready");
        assertThat(documents().keySet()).containsOnly("/docs/", "/docs/one", "/docs/deep/two");
        assertThat(site.asked()).doesNotContain("/blog/", "/imprint");
    }

    private String urlset(String... paths) {
        return Stream.of(paths)
                .map(path -> "<url><loc>" + site.url(path) + "</loc></url>")
                .collect(Collectors.joining("", "<urlset>", "</urlset>"));
    }

    private static byte[] packed(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    private Reply post(String json) {
        return library.api().post(library.path() + "/sites", json);
    }

    private String site(String path, String form) {
        return post("{\"url\": \"%s\", \"form\": \"%s\"}".formatted(site.url(path), form))
                .expect(201)
                .text("id");
    }

    /** Waits until the crawl has ended, and every page of it is searchable or has failed. */
    private JsonNode crawled(String id) throws InterruptedException {
        for (long waited = 0; waited < PATIENCE.toMillis(); waited += 50) {
            var state = library.api().get(library.path() + "/sites/" + id).expect(200).json();
            var pending = library.api().get(library.path()).expect(200).json().path("pendingCount");
            if (!state.path("state").asString().matches("queued|crawling")
                    && pending.asInt() == 0) {
                return state;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the crawl did not come to an end");
    }

    /** The titles of the collection's documents by their paths. */
    private Map<String, String> documents() {
        var documents = new TreeMap<String, String>();
        for (var item :
                library.api()
                        .get(library.path() + "/documents?limit=200")
                        .expect(200)
                        .json()
                        .path("items")) {
            documents.put(
                    item.path("location").asString().substring(site.url("").length()),
                    item.path("title").asString());
        }
        return documents;
    }
}
