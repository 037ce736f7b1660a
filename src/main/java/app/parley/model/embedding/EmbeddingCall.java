package app.parley.model.embedding;

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
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One request for vectors, in what all kinds of providers have in common. */
record EmbeddingCall(ProviderHttp http, ProviderConnection connection, String model) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_ANSWER = 64 << 20;
    private static final int LONGEST_ERROR = 64 << 10;

    /**
     * @param path below the base URL
     * @param key the headers that carry the key
     */
    JsonNode post(String path, Map<String, String> key, Object body, Cancellation cancellation) {
        Map<String, String> headers = new HashMap<>(key);
        headers.put("User-Agent", "Parley");
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json");
        var request =
                new ProviderRequest(
                        "POST",
                        URI.create(connection.baseUrl() + path),
                        headers,
                        JSON.writeValueAsBytes(body));
        try (var answer = http.send(request, cancellation)) {
            if (!answer.isSuccess()) {
                var said =
                        new String(answer.body().readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
                throw ProviderFailures.ofStatus(
                        connection, model, answer.status(), said, answer.header("retry-after"));
            }
            return JSON.readTree(answer.body().readNBytes(LONGEST_ANSWER));
        } catch (JacksonException notJson) {
            throw ProviderFailures.notTalkingTheLanguage(connection);
        } catch (IOException failed) {
            throw ProviderFailures.of(connection, model, ModelFailure.UNREACHABLE, failed);
        }
    }

    /** The vectors, if there is one for every text and all of them are vectors of one length. */
    List<float[]> vectors(Stream<JsonNode> arrays, int texts) {
        var vectors = arrays.map(EmbeddingCall::vector).toList();
        int dimensions = vectors.isEmpty() ? 0 : vectors.getFirst().length;
        if (vectors.size() != texts
                || dimensions == 0
                || vectors.stream().anyMatch(vector -> vector.length != dimensions)) {
            throw ProviderFailures.notTalkingTheLanguage(connection);
        }
        return vectors;
    }

    private static float[] vector(JsonNode array) {
        var vector = new float[array.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = array.get(i).isNumber() ? array.get(i).floatValue() : Float.NaN;
        }
        return vector;
    }
}
