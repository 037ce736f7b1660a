package app.parley.tool.web;

import app.parley.platform.Cancellation;
import app.parley.tool.WebResult;
import java.net.http.HttpRequest;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Tavily's search, {@code POST /search}. It knows domains itself. */
class TavilyEngine implements SearchEngine {
    private final EngineHttp http;
    private final JsonMapper json;

    TavilyEngine(EngineHttp http, JsonMapper json) {
        this.http = http;
        this.json = json;
    }

    @Override
    public EngineKind kind() {
        return EngineKind.TAVILY;
    }

    @Override
    public List<WebResult> search(
            EngineConnection connection,
            String query,
            DomainRules domains,
            int limit,
            Cancellation cancellation) {
        var body = json.createObjectNode();
        body.put("query", query);
        body.put("max_results", limit);
        body.put("search_depth", "basic");
        body.set("include_domains", json.valueToTree(domains.allowed()));
        body.set("exclude_domains", json.valueToTree(domains.denied()));
        var request =
                HttpRequest.newBuilder(connection.resolve("/search"))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + connection.apiKey())
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build();
        var results = http.ask(kind(), request, cancellation).path("results");
        if (!results.isArray()) {
            throw EngineHttp.badAnswer(kind());
        }
        return Results.read(results, "content");
    }
}
