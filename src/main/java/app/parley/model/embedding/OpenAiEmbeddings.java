package app.parley.model.embedding;

import app.parley.model.EmbeddingModels.Use;
import app.parley.model.gateway.EmbeddingGateway;
import app.parley.model.gateway.ProviderConnection;
import app.parley.model.gateway.ProviderKind;
import app.parley.model.http.ProviderHttp;
import app.parley.platform.Cancellation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Vectors from OpenAI and from everything that speaks like it. */
public final class OpenAiEmbeddings implements EmbeddingGateway {
    private final ProviderHttp http;

    public OpenAiEmbeddings(ProviderHttp http) {
        this.http = http;
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.OPENAI;
    }

    @Override
    public List<float[]> embed(
            ProviderConnection connection,
            String model,
            List<String> texts,
            Use use,
            Cancellation cancellation) {
        var call = new EmbeddingCall(http, connection, model);
        var answer =
                call.post(
                        "/embeddings",
                        connection.bearer(),
                        Map.of("model", model, "input", texts, "encoding_format", "float"),
                        cancellation);
        // The order is not promised; the index is.
        var items =
                answer.path("data")
                        .valueStream()
                        .sorted(Comparator.comparingInt(item -> item.path("index").asInt(0)));
        return call.vectors(items.map(OpenAiEmbeddings::vector), texts.size());
    }

    private static JsonNode vector(JsonNode item) {
        return item.path("embedding");
    }
}
