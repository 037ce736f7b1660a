package app.parley.model.openai;

import app.parley.model.ModelFailure;
import app.parley.model.gateway.ProviderConnection;
import app.parley.model.gateway.ProviderFailures;
import app.parley.model.http.ProviderHttp;
import app.parley.model.http.ProviderRequest;
import app.parley.platform.Cancellation;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OpenAI's endpoint that judges texts: {@code POST /moderations}. */
public final class OpenAiModeration {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MODEL = "omni-moderation-latest";
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final int LONGEST_ERROR = 64 << 10;

    private final ProviderHttp http;

    public OpenAiModeration(ProviderHttp http) {
        this.http = http;
    }

    /**
     * @return the categories that the text falls under, in their order
     * @throws app.parley.model.ModelException when there is no judgement
     */
    public List<String> flagged(
            ProviderConnection connection, String text, Cancellation cancellation) {
        Map<String, String> headers = new HashMap<>(connection.bearer());
        headers.put("User-Agent", "Parley");
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json");
        var request =
                new ProviderRequest(
                        "POST",
                        URI.create(connection.baseUrl() + "/moderations"),
                        headers,
                        JSON.writeValueAsBytes(Map.of("model", MODEL, "input", text)));
        try (var answer = http.send(request, cancellation)) {
            if (!answer.isSuccess()) {
                var said =
                        new String(answer.body().readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
                throw ProviderFailures.ofStatus(
                        connection, MODEL, answer.status(), said, answer.header("retry-after"));
            }
            return categories(connection, JSON.readTree(answer.body().readNBytes(LONGEST_ANSWER)));
        } catch (JacksonException notJson) {
            throw ProviderFailures.notTalkingTheLanguage(connection);
        } catch (IOException failed) {
            throw ProviderFailures.of(connection, MODEL, ModelFailure.UNREACHABLE, failed);
        }
    }

    private static List<String> categories(ProviderConnection connection, JsonNode answer) {
        var results = answer.path("results");
        if (!results.isArray() || results.isEmpty()) {
            throw ProviderFailures.notTalkingTheLanguage(connection);
        }
        var found = new TreeSet<String>();
        for (var result : results) {
            if (!result.path("flagged").isBoolean()) {
                throw ProviderFailures.notTalkingTheLanguage(connection);
            }
            if (result.path("flagged").booleanValue()) {
                result.path("categories").properties().stream()
                        .filter(category -> category.getValue().asBoolean(false))
                        .forEach(category -> found.add(category.getKey()));
                if (found.isEmpty()) {
                    found.add("flagged");
                }
            }
        }
        return List.copyOf(found);
    }
}
