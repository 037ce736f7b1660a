package app.parley.model.langchain4j;

import app.parley.model.gateway.ModelCall;
import app.parley.model.gateway.ProviderConnection;
import app.parley.model.gateway.ProviderKind;
import app.parley.model.gateway.UpstreamModel;
import app.parley.model.http.ModelListing;
import app.parley.model.http.ProviderHttp;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Ollama, in its own language, which tells more than its imitation of OpenAI's. */
public final class OllamaGateway extends LibraryGateway {
    /**
     * How much a model is to read. Ollama's own default is half of it, and it cuts what is longer
     * without a word: instructions and sources first. So the limit is ours, and prompts are made to
     * fit it.
     */
    private static final int CONTEXT = 8_192;

    public OllamaGateway(ProviderHttp http) {
        super(http, ProviderKind.OLLAMA, "/api/tags", "models");
    }

    @Override
    Map<String, String> listHeaders(ProviderConnection connection) {
        return connection.bearer();
    }

    @Override
    @Nullable UpstreamModel model(JsonNode item) {
        var name = ModelListing.name(item, "name");
        return name == null ? null : new UpstreamModel(name, name, List.of("chat"), CONTEXT, false);
    }

    @Override
    StreamingChatModel library(
            ProviderConnection connection,
            ModelCall call,
            @Nullable Integer maxOutputTokens,
            HttpClientBuilder client) {
        return OllamaStreamingChatModel.builder()
                .httpClientBuilder(client)
                .baseUrl(connection.baseUrl().toString())
                .customHeaders(listHeaders(connection))
                .modelName(call.model())
                .numCtx(CONTEXT)
                .numPredict(maxOutputTokens)
                .returnThinking(true)
                .build();
    }

    @Override
    boolean knows(ServerSentEvent event) {
        return event.data().contains("\"message\"");
    }
}
