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
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Google's Gemini. */
public final class GeminiGateway extends LibraryGateway {
    public GeminiGateway(ProviderHttp http) {
        super(http, ProviderKind.GEMINI, "/models?pageSize=1000", "models");
    }

    @Override
    Map<String, String> listHeaders(ProviderConnection connection) {
        return connection.apiKey() == null
                ? Map.of()
                : Map.of("x-goog-api-key", connection.apiKey());
    }

    @Override
    @Nullable UpstreamModel model(JsonNode item) {
        var name = ModelListing.name(item, "name");
        var methods = item.path("supportedGenerationMethods");
        if (name == null
                || methods.isArray()
                        && !methods.toString().contains("\"generateContent\"")
                        && !methods.toString().contains("\"embedContent\"")) {
            return null;
        }
        var id = name.replaceFirst("^models/", "");
        var limit = item.path("inputTokenLimit");
        return new UpstreamModel(
                id,
                Objects.requireNonNullElse(ModelListing.name(item, "displayName"), id),
                List.of("chat"),
                limit.isInt() && limit.asInt() > 0 ? limit.asInt() : null,
                false);
    }

    @Override
    StreamingChatModel library(
            ProviderConnection connection,
            ModelCall call,
            @Nullable Integer maxOutputTokens,
            HttpClientBuilder client) {
        return GoogleAiGeminiStreamingChatModel.builder()
                .httpClientBuilder(client)
                .baseUrl(connection.baseUrl().toString())
                // the library insists on a key, also before a proxy that adds one
                .apiKey(Objects.requireNonNullElse(connection.apiKey(), "none"))
                .modelName(call.model())
                .maxOutputTokens(maxOutputTokens)
                .returnThinking(true)
                .build();
    }

    @Override
    boolean knows(ServerSentEvent event) {
        return event.data().contains("\"candidates\"")
                || event.data().contains("\"usageMetadata\"");
    }
}
