package app.parley.knowledge.site;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.WebSite.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The ways in which the pages of a site are found. */
class SiteFormsHttpTests extends SiteTests {
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

        var ready = ended(add("/llms.txt", "auto"));

        assertThat(ready.path("state").asString()).as(ready.toString()).isEqualTo("ready");
        assertThat(ready.path("foundForm").asString()).isEqualTo("llms-txt");
        assertThat(ready.path("pages").path("fetched").asInt()).isEqualTo(2);
        awaitDocuments();
        assertThat(documents().keySet()).containsOnly("/docs/borealis", "/docs/aurora.md");
        var aurora = documents().get("/docs/aurora.md");
        assertThat(aurora.path("title").asString()).isEqualTo("Aurora");
        assertThat(aurora.path("mediaType").asString()).isEqualTo("text/markdown");
        assertThat(aurora.path("state").asString()).isEqualTo("ready");
        assertThat(aurora.path("siteId").asString()).isEqualTo(ready.path("id").asString());
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

        var ready = ended(add("/sitemap.xml", "sitemap"));

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

        var ready = ended(add("/docs/", "links"));

        assertThat(ready.path("state").asString()).as(ready.toString()).isEqualTo("ready");
        assertThat(documents().keySet()).containsOnly("/docs/", "/docs/one", "/docs/deep/two");
        assertThat(site.asked()).doesNotContain("/blog/", "/imprint");
    }

    /** What was made for readers like this one wins over what was made for search engines. */
    @Test
    void autoTakesTheBestThatThereIs() throws InterruptedException {
        site.page("/docs/", "Start", "linked").page("/docs/linked", "Linked");
        site.page("/docs/mapped", "Mapped").page("/docs/listed", "Listed").page("/out", "Out");
        var id = add("/docs/", "auto");
        assertThat(ended(id).path("foundForm").asString()).isEqualTo("links");
        assertThat(documents().keySet()).containsOnly("/docs/", "/docs/linked");

        site.put(
                "/robots.txt",
                Page.of("text/plain", "User-agent: *\nSitemap: " + site.url("/map.xml")));
        site.put("/map.xml", Page.of("text/xml", urlset("/docs/mapped", "/out")));
        assertThat(again(id).path("foundForm").asString()).isEqualTo("sitemap");
        assertThat(documents().keySet()).containsOnly("/docs/", "/docs/mapped");

        site.put("/llms.txt", Page.of("text/plain", "- [Listed](/docs/listed)"));
        assertThat(again(id).path("foundForm").asString()).isEqualTo("llms-txt");
        assertThat(documents().keySet()).containsOnly("/docs/", "/docs/listed");
    }

    @Test
    void whatIsNoListFailsWithASentence() throws InterruptedException {
        site.page("/", "No sitemap");
        var failed = ended(add("/", "sitemap"));

        assertThat(failed.path("state").asString()).isEqualTo("failed");
        assertThat(failed.path("error").path("code").asString()).isEqualTo("unreadable");
        assertThat(failed.path("error").path("message").asString()).endsWith(".");
        assertThat(failed.path("lastCrawledAt").asString()).isNotEmpty();
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
}
