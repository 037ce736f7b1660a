package app.parley.tool.web;

import app.parley.tool.WebSearchException;
import app.parley.tool.WebSearchException.Reason;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What an engine's refusal means. Its own words are not repeated: they may quote the request. */
final class EngineRefusal {
    private EngineRefusal() {}

    static WebSearchException of(EngineKind engine, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (isAboutKey(engine, status, answer.body())) {
            return new WebSearchException(
                    Reason.BAD_KEY, "The key for %s was refused.".formatted(engine.title()));
        }
        if (status == 429 || engine == EngineKind.TAVILY && (status == 432 || status == 433)) {
            return new WebSearchException(
                    Reason.RATE_LIMITED,
                    "%s takes no more questions %s.".formatted(engine.title(), until(answer)));
        }
        if (engine == EngineKind.SEARXNG && status == 403) {
            return new WebSearchException(
                    Reason.REFUSED,
                    "SearXNG does not answer in JSON. Add json to search.formats in its settings.");
        }
        return status >= 500
                ? new WebSearchException(
                        Reason.OVERLOADED,
                        "%s has trouble of its own (%d).".formatted(engine.title(), status))
                : new WebSearchException(
                        Reason.REFUSED,
                        "%s refused the search (%d).".formatted(engine.title(), status));
    }

    private static boolean isAboutKey(EngineKind engine, int status, byte[] body) {
        return switch (engine) {
            case TAVILY -> status == 401 || status == 403;
            // Brave calls a wrong token an unprocessable request.
            case BRAVE ->
                    status == 401
                            || status == 403
                            || status == 422
                                    && new String(body, StandardCharsets.UTF_8)
                                            .contains("SUBSCRIPTION_TOKEN");
            case SEARXNG -> status == 401;
        };
    }

    private static String until(HttpResponse<byte[]> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(after -> after.matches("[1-9]\\d{0,6}"))
                .map("for the next %s seconds"::formatted)
                .orElse("for a while");
    }
}
