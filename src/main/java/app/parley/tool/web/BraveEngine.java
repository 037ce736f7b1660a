package app.parley.tool.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.parley.platform.Cancellation;
import app.parley.platform.text.Beginning;
import app.parley.tool.WebResult;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.util.List;

/** Brave's web search, {@code GET /res/v1/web/search}. */
class BraveEngine implements SearchEngine {
    /** Brave refuses longer queries. */
    private static final int LONGEST_QUERY = 400;

    private static final int MOST_WORDS = 50;

    private final EngineHttp http;

    BraveEngine(EngineHttp http) {
        this.http = http;
    }

    @Override
    public EngineKind kind() {
        return EngineKind.BRAVE;
    }

    @Override
    public List<WebResult> search(
            EngineConnection connection,
            String query,
            DomainRules domains,
            int limit,
            Cancellation cancellation) {
        var sites = domains.in("");
        int words = sites.isBlank() ? 0 : sites.strip().split(" ").length;
        var asked = shortened(query, MOST_WORDS - words, LONGEST_QUERY - sites.length()) + sites;
        var request =
                HttpRequest.newBuilder(
                                connection.resolve(
                                        "/res/v1/web/search?q=%s&count=%d&text_decorations=false"
                                                .formatted(URLEncoder.encode(asked, UTF_8), limit)))
                        .header("Accept", "application/json")
                        .header("X-Subscription-Token", String.valueOf(connection.apiKey()))
                        .build();
        var answer = http.ask(kind(), request, cancellation);
        if (!answer.path("web").isObject() && !answer.path("type").isString()) {
            throw EngineHttp.badAnswer(kind());
        }
        // Where nothing was found there is no "web" at all.
        return Results.read(answer.path("web").path("results"), "description");
    }

    private static String shortened(String query, int words, int length) {
        var kept = new StringBuilder();
        var all = query.strip().split("\\s+");
        for (int i = 0; i < Math.min(all.length, Math.max(1, words)); i++) {
            if (kept.length() + all[i].length() + 1 > length) {
                break;
            }
            kept.append(i == 0 ? "" : " ").append(all[i]);
        }
        return kept.isEmpty() ? Beginning.of(query, length) : kept.toString();
    }
}
