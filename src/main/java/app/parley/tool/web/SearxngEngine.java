package app.parley.tool.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.parley.platform.Cancellation;
import app.parley.tool.WebResult;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.util.List;

/** A SearXNG instance's search in JSON, {@code GET /search}; its settings must allow that. */
class SearxngEngine implements SearchEngine {
    private final EngineHttp http;

    SearxngEngine(EngineHttp http) {
        this.http = http;
    }

    @Override
    public EngineKind kind() {
        return EngineKind.SEARXNG;
    }

    @Override
    public List<WebResult> search(
            EngineConnection connection,
            String query,
            DomainRules domains,
            int limit,
            Cancellation cancellation) {
        var request =
                HttpRequest.newBuilder(
                                connection.resolve(
                                        "/search?format=json&q="
                                                + URLEncoder.encode(domains.in(query), UTF_8)))
                        .header("Accept", "application/json");
        if (connection.apiKey() != null) {
            // An instance behind a proxy that asks for one.
            request.header("Authorization", "Bearer " + connection.apiKey());
        }
        var results = http.ask(kind(), request.build(), cancellation).path("results");
        if (!results.isArray()) {
            throw EngineHttp.badAnswer(kind());
        }
        return Results.read(results, "content");
    }
}
