package app.parley.knowledge.site;

import app.parley.support.Api;
import app.parley.support.Awaiting;
import app.parley.support.HttpTests;
import app.parley.support.Library;
import app.parley.support.Reply;
import app.parley.support.WebSite;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/** A collection, and a site to be crawled into it. */
abstract class SiteTests extends HttpTests {
    protected WebSite site;
    protected Library library;

    @BeforeEach
    void openTheSite() {
        site = new WebSite();
        library = Library.make(newPerson(), "{\"name\": \"Web\"}");
    }

    @AfterEach
    void closeTheSite() {
        // What is left to be read would keep other tests waiting.
        library.api().delete(library.path()).expect(204);
        site.close();
    }

    protected final Reply post(String json) {
        return library.api().post(library.path() + "/sites", json);
    }

    /** Adds the site; its id. */
    protected final String add(String path, String form) {
        return add(path, form, "");
    }

    /**
     * @param more such as {@code , "depth": 1}
     */
    protected final String add(String path, String form, String more) {
        return post("{\"url\": \"%s\", \"form\": \"%s\"%s}".formatted(site.url(path), form, more))
                .expect(201)
                .text("id");
    }

    protected final String path(String id) {
        return library.path() + "/sites/" + id;
    }

    /** Crawls it again, and waits for that. */
    protected final JsonNode again(String id) {
        site.forgetRequests();
        library.api().post(path(id) + "/crawl", "{}").expect(202);
        return ended(id);
    }

    /** Waits until the crawl has ended. */
    protected final JsonNode ended(String id) {
        return Awaiting.until(
                "the crawl has come to an end",
                () -> library.api().get(path(id)).expect(200).json(),
                site -> !site.path("state").asString().matches("queued|crawling"));
    }

    /** Waits until every document is searchable or has failed. */
    protected final void awaitDocuments() {
        Awaiting.until(
                "the documents are ready",
                () -> library.api().get(library.path()).json(),
                item -> item.path("pendingCount").asInt() == 0);
    }

    /** The collection's documents by the paths of their pages. */
    protected final Map<String, JsonNode> documents() {
        return documents(library.api());
    }

    private Map<String, JsonNode> documents(Api api) {
        var documents = new TreeMap<String, JsonNode>();
        for (var item :
                api.get(library.path() + "/documents?limit=200").expect(200).json().path("items")) {
            documents.put(item.path("location").asString().substring(site.url("").length()), item);
        }
        return documents;
    }
}
