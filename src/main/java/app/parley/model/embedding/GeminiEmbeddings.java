package app.parley.model.embedding;

import app.parley.model.EmbeddingModels.Use;
import app.parley.model.gateway.EmbeddingGateway;
import app.parley.model.gateway.ProviderConnection;
import app.parley.model.gateway.ProviderKind;
import app.parley.model.http.ProviderHttp;
import app.parley.platform.Cancellation;
import java.util.List;
import java.util.Map;

/** Vectors from Gemini, which wants to know what a text is. */
public final class GeminiEmbeddings implements EmbeddingGateway {
    private final ProviderHttp http;

    public GeminiEmbeddings(ProviderHttp http) {
        this.http = http;
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.GEMINI;
    }

    @Override
    public List<float[]> embed(
            ProviderConnection connection,
            String model,
            List<String> texts,
            Use use,
            Cancellation cancellation) {
        var call = new EmbeddingCall(http, connection, model);
        var key =
                connection.apiKey() == null
                        ? Map.<String, String>of()
                        : Map.of("x-goog-api-key", connection.apiKey());
        var requests = texts.stream().map(text -> request(model, text, use)).toList();
        var answer =
                call.post(
                        "/models/" + model + ":batchEmbedContents",
                        key,
                        Map.of("requests", requests),
                        cancellation);
        return call.vectors(
                answer.path("embeddings").valueStream().map(item -> item.path("values")),
                texts.size());
    }

    private static Map<String, Object> request(String model, String text, Use use) {
        return Map.of(
                "model",
                "models/" + model,
                "content",
                Map.of("parts", List.of(Map.of("text", text))),
                "taskType",
                switch (use) {
                    case QUESTION -> "RETRIEVAL_QUERY";
                    case PASSAGE -> "RETRIEVAL_DOCUMENT";
                });
    }
}
