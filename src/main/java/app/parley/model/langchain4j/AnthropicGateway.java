package app.parley.model.langchain4j;

import app.parley.model.gateway.ModelCall;
import app.parley.model.gateway.ProviderConnection;
import app.parley.model.gateway.ProviderKind;
import app.parley.model.gateway.UpstreamModel;
import app.parley.model.http.ModelListing;
import app.parley.model.http.ProviderHttp;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Anthropic's Claude. */
public final class AnthropicGateway extends LibraryGateway {
    private static final String VERSION = "2023-06-01";
    private static final Set<String> EVENTS =
            Set.of(
                    "message_start",
                    "content_block_start",
                    "ping",
                    "content_block_delta",
                    "content_block_stop",
                    "message_delta",
                    "message_stop");

    /** The provider wants a limit; the oldest models allow less than the others. */
    private static final int LONGEST_ANSWER = 8_192;

    private static final int LONGEST_ANSWER_OF_OLD_MODELS = 4_096;

    public AnthropicGateway(ProviderHttp http) {
        super(http, ProviderKind.ANTHROPIC, "/models?limit=1000", "data");
    }

    @Override
    Map<String, String> listHeaders(ProviderConnection connection) {
        Map<String, String> headers = new HashMap<>();
        headers.put("anthropic-version", VERSION);
        if (connection.apiKey() != null) {
            headers.put("x-api-key", connection.apiKey());
        }
        return headers;
    }

    @Override
    @Nullable UpstreamModel model(JsonNode item) {
        var id = ModelListing.name(item, "id");
        return id == null
                ? null
                : new UpstreamModel(
                        id,
                        Objects.requireNonNullElse(ModelListing.name(item, "display_name"), id),
                        List.of("chat"),
                        null,
                        false);
    }

    @Override
    Integer limit(ModelCall call) {
        return Objects.requireNonNullElse(call.maxOutputTokens(), LONGEST_ANSWER);
    }

    @Override
    @Nullable Integer smallerLimit(@Nullable Integer limit, String refusal) {
        return limit != null
                        && limit > LONGEST_ANSWER_OF_OLD_MODELS
                        && refusal.contains("max_tokens")
                ? LONGEST_ANSWER_OF_OLD_MODELS
                : null;
    }

    @Override
    StreamingChatModel library(
            ProviderConnection connection,
            ModelCall call,
            @Nullable Integer maxOutputTokens,
            HttpClientBuilder client) {
        return AnthropicStreamingChatModel.builder()
                .httpClientBuilder(client)
                .baseUrl(connection.baseUrl().toString())
                // the library insists on a key, also before a proxy that adds one
                .apiKey(Objects.requireNonNullElse(connection.apiKey(), "none"))
                .version(VERSION)
                .modelName(call.model())
                .maxTokens(maxOutputTokens)
                .returnThinking(true)
                .build();
    }

    @Override
    boolean knows(ServerSentEvent event) {
        return event.event() != null && EVENTS.contains(event.event());
    }
}
