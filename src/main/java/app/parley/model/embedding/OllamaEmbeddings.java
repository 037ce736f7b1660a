package app.parley.model.embedding;

import app.parley.model.EmbeddingModels.Use;
import app.parley.model.gateway.EmbeddingGateway;
import app.parley.model.gateway.ProviderConnection;
import app.parley.model.gateway.ProviderKind;
import app.parley.model.http.ProviderHttp;
import app.parley.platform.Cancellation;
import java.util.List;
import java.util.Map;

/** Vectors from Ollama. */
public final class OllamaEmbeddings implements EmbeddingGateway {
    private final ProviderHttp http;

    public OllamaEmbeddings(ProviderHttp http) {
        this.http = http;
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.OLLAMA;
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
                        "/api/embed",
                        connection.bearer(),
                        Map.of("model", model, "input", texts, "truncate", true),
                        cancellation);
        return call.vectors(answer.path("embeddings").valueStream(), texts.size());
    }
}
