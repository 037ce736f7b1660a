package app.parley.knowledge.site;

import static app.parley.support.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Awaiting;
import app.parley.support.Library;
import app.parley.support.NoticeReader;
import app.parley.support.WebSite.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A site in a collection: who may do what with it, and what later crawls do. */
class SiteHttpTests extends SiteTests {
    @Autowired private Crawler crawler;

    /** Pages that have not changed are not even sent; of those that have, only they are read. */
    @Test
    void onlyWhatHasChangedIsReadAgain() throws InterruptedException {
        site.page("/", "Start", "/same", "/stamped", "/changed", "/leaving", "/gone");
        put("/same", "Same", "\"1\"");
        site.put("/stamped", Page.html("<title>Stamped</title><!-- 1 --><p>The same text.</p>"));
        site.page("/changed", "Changed").page("/leaving", "Leaving").page("/gone", "Gone");
        var id = add("/", "links");
        assertThat(ended(id).path("pages").path("fetched").asInt()).isEqualTo(6);
        awaitDocuments();
        var before = passages();

        site.page("/", "Start", "/same", "/stamped", "/changed", "/gone", "/new");
        site.put("/stamped", Page.html("<title>Stamped</title><!-- 2 --><p>The same text.</p>"));
        site.put("/changed", Page.html("<title>Changed</title><p>Another text.</p>"));
        site.page("/new", "New").remove("/gone");
        var second = again(id);
        awaitDocuments();

        var after = passages();
        assertThat(second.path("pages").path("unchanged").asInt())
                .as(second.toString())
                .isEqualTo(1);
        assertThat(second.path("pages").path("fetched").asInt()).isEqualTo(4);
        assertThat(second.path("pages").path("failed").asInt()).isEqualTo(1);
        var failures = library.api().get(path(id) + "/failures").expect(200).json().path("items");
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0).path("address").asString()).isEqualTo(site.url("/gone"));
        assertThat(failures.get(0).path("error").path("code").asString()).isEqualTo("not-found");
        assertThat(failures.get(0).path("error").path("message").asString()).endsWith(".");
        assertThat(after.keySet()).containsOnly("/", "/same", "/stamped", "/changed", "/new");
        assertThat(after.get("/same")).isEqualTo(before.get("/same"));
        assertThat(after.get("/stamped")).isEqualTo(before.get("/stamped"));
        assertThat(after.get("/changed")).doesNotContainAnyElementsOf(before.get("/changed"));
        assertThat(site.requests("/same").getFirst().headers())
                .containsEntry("if-none-match", "\"1\"");
        assertThat(text("/changed")).contains("Another text.");
    }

    @Test
    void whatIsNotModifiedLeadsOnAllTheSame() throws InterruptedException {
        put("/", "Start</title><a href='/on'>on</a><title>", "\"s\"");
        put("/on", "On", "\"o\"");
        var id = add("/", "links");
        ended(id);
        awaitDocuments();

        var second = again(id);

        assertThat(second.path("pages").path("unchanged").asInt())
                .as(second.toString())
                .isEqualTo(2);
        assertThat(documents().keySet()).containsOnly("/", "/on");
    }

    /** What is stopped in the middle goes on there, and asks for nothing twice. */
    @Test
    void aCrawlGoesOnAfterARestart() throws InterruptedException {
        var stopped = new AtomicBoolean();
        site.page("/", "Start", "/a", "/b", "/c", "/d").page("/a", "A").page("/b", "B");
        site.put(
                "/c",
                request -> {
                    crawler.stop();
                    stopped.set(true);
                    return Page.html("<title>C</title><p>The page C.</p>");
                });
        site.page("/d", "D");
        var id = add("/", "links");
        Awaiting.until("the crawler was stopped", stopped::get);
        assertThat(site.requests("/d")).isEmpty();
        assertThat(library.api().get(path(id)).text("state")).isEqualTo("crawling");

        crawler.start();

        assertThat(ended(id).path("pages").path("fetched").asInt()).isEqualTo(5);
        // The first page is asked for once before, to find out what the site is.
        assertThat(site.asked()).containsExactly("/", "/", "/a", "/b", "/c", "/d");
    }

    @Test
    void aDocumentThatWasDeletedDoesNotComeBack() throws InterruptedException {
        site.page("/", "Start", "/unwanted").page("/unwanted", "Unwanted");
        var id = add("/", "links");
        ended(id);
        library.api()
                .delete("/api/v1/documents/" + documents().get("/unwanted").path("id").asString())
                .expect(204);

        again(id);

        assertThat(documents().keySet()).containsOnly("/");
    }

    @Test
    void aSiteIsToldAboutListedChangedAndDeletedWithItsPages() throws InterruptedException {
        site.page("/", "Start", "/a").page("/a", "A");
        try (var notices = new NoticeReader(library.api())) {
            var id = add("/", "links", ", \"everyHours\": 24, \"pageLimit\": 10");
            var ready = ended(id);
            assertThat(ready.path("form").asString()).isEqualTo("links");
            assertThat(ready.path("depth").asInt()).isEqualTo(2);
            assertThat(ready.path("pageLimit").asInt()).isEqualTo(10);
            assertThat(ready.path("everyHours").asInt()).isEqualTo(24);
            assertThat(ready.path("error").isNull()).isTrue();
            assertThat(ready.path("nextCrawlAt").asString())
                    .isGreaterThan(ready.path("lastCrawledAt").asString());
            eventually(
                    () ->
                            assertThat(notices.all("site-changed").getLast().data().path("state"))
                                    .isEqualTo(ready.path("state")));
            var told = notices.all("site-changed").getLast().data();
            assertThat(told.path("siteId").asString()).isEqualTo(id);
            assertThat(told.path("collectionId").asString()).isEqualTo(library.id());
            assertThat(told.path("state").asString()).isEqualTo("ready");
            assertThat(told.path("pages").path("fetched").asInt()).isEqualTo(2);

            assertThat(
                            post("{\"url\": \"%s\"}".formatted(site.url("/#top")))
                                    .expect(200)
                                    .text("id"))
                    .isEqualTo(id);
            var changed =
                    library.api()
                            .patch(path(id), "{\"everyHours\": null, \"depth\": 1}")
                            .expect(200)
                            .json();
            assertThat(changed.path("nextCrawlAt").isNull()).isTrue();
            assertThat(changed.path("everyHours").isNull()).isTrue();
            assertThat(changed.path("depth").asInt()).isEqualTo(1);
            assertThat(changed.path("pageLimit").asInt()).isEqualTo(10);
            assertThat(library.api().get(library.path() + "/sites").json().path("items").size())
                    .isEqualTo(1);

            var page = documents().get("/a").path("id").asString();
            library.api().delete(path(id)).expect(204);
            assertThat(documents()).isEmpty();
            library.api().get("/api/v1/documents/" + page).expect(404);
            library.api().get(path(id)).expect(404);
            assertThat(library.api().get(library.path() + "/sites").json().path("items").size())
                    .isZero();
        }
    }

    @Test
    void othersSeeNoSiteAndReadersChangeNone() throws InterruptedException {
        site.page("/", "Start");
        var id = add("/", "links");
        ended(id);
        var stranger = newPerson();
        var body = "{\"url\": \"" + site.url("/b") + "\"}";
        stranger.get(path(id)).expectProblem(404, "not-found");
        stranger.get(path(id) + "/failures").expectProblem(404, "not-found");
        stranger.get(library.path() + "/sites").expectProblem(404, "not-found");
        stranger.post(library.path() + "/sites", body).expectProblem(404, "not-found");
        stranger.patch(path(id), "{\"depth\": 1}").expectProblem(404, "not-found");
        stranger.post(path(id) + "/crawl", "{}").expectProblem(404, "not-found");
        stranger.delete(path(id)).expectProblem(404, "not-found");
        library.api().get(path(UUID.randomUUID().toString())).expectProblem(404, "not-found");

        library.api()
                .put(library.path() + "/people/" + stranger.username(), "{\"access\": \"read\"}")
                .expect(200);
        stranger.get(path(id)).expect(200);
        stranger.post(library.path() + "/sites", body).expectProblem(403, "forbidden");
        stranger.patch(path(id), "{\"depth\": 1}").expectProblem(403, "forbidden");
        stranger.post(path(id) + "/crawl", "{}").expectProblem(403, "forbidden");
        stranger.delete(path(id)).expectProblem(403, "forbidden");
        // Another collection's site is not this one's.
        var other = Library.make(library.api(), "{\"name\": \"Other\"}");
        library.api().get(other.path() + "/sites/" + id).expectProblem(404, "not-found");
        library.api().delete(other.path() + "/sites/" + id).expectProblem(404, "not-found");
    }

    @Test
    void whatIsNoSiteIsRefused() {
        for (var body :
                List.of(
                        "{}",
                        "{\"url\": \"\"}",
                        "{\"url\": \"stove\"}",
                        "{\"url\": \"ftp://example.org/\"}",
                        "{\"url\": \"http://a@b/\"}",
                        "{\"url\": \"http://a.example/\", \"form\": \"magic\"}",
                        "{\"url\": \"http://a.example/\", \"depth\": -1}",
                        "{\"url\": \"http://a.example/\", \"depth\": 6}",
                        "{\"url\": \"http://a.example/\", \"pageLimit\": 0}",
                        "{\"url\": \"http://a.example/\", \"pageLimit\": 5001}",
                        "{\"url\": \"http://a.example/\", \"everyHours\": 0}",
                        "{\"url\": \"http://a.example/\", \"everyHours\": \"often\"}",
                        "{\"url\": \"http://a.example/\", \"state\": \"ready\"}")) {
            assertThat(post(body).status()).as(body).isEqualTo(400);
        }
        assertThat(library.api().get(library.path() + "/sites").json().path("items").size())
                .isZero();
    }

    /** A page with a version of its own, that is not sent to those who have it. */
    private void put(String path, String title, String etag) {
        var page =
                Page.html("<title>" + title + "</title><p>It says " + path + ".</p>")
                        .with("ETag", etag);
        site.put(
                path,
                request ->
                        etag.equals(request.headers().get("if-none-match"))
                                ? Page.status(304)
                                : page);
    }

    private Map<String, List<String>> passages() {
        var passages = new HashMap<String, List<String>>();
        documents()
                .forEach(
                        (path, document) ->
                                passages.put(
                                        path,
                                        library.api()
                                                .get(
                                                        "/api/v1/documents/%s/passages"
                                                                .formatted(
                                                                        document.path("id")
                                                                                .asString()))
                                                .json()
                                                .path("items")
                                                .findValuesAsString("id")));
        return passages;
    }

    private String text(String path) {
        return library.api()
                .get("/api/v1/documents/" + documents().get(path).path("id").asString())
                .text("text");
    }
}
