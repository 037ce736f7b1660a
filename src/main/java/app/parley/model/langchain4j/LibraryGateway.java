package app.parley.model.langchain4j;

import app.parley.model.ModelException;
import app.parley.model.ModelFailure;
import app.parley.model.ModelListener;
import app.parley.model.ModelOutcome;
import app.parley.model.ModelRequest.Message;
import app.parley.model.gateway.ModelCall;
import app.parley.model.gateway.ModelGateway;
import app.parley.model.gateway.ProviderConnection;
import app.parley.model.gateway.ProviderFailures;
import app.parley.model.gateway.ProviderKind;
import app.parley.model.gateway.TokenEstimate;
import app.parley.model.gateway.UpstreamModel;
import app.parley.model.http.ModelListing;
import app.parley.model.http.ProviderHttp;
import app.parley.platform.Cancellation;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/** What the providers behind the library have in common: asking, and judging the answer. */
abstract class LibraryGateway implements ModelGateway {
    private static final JsonMapper JSON = new JsonMapper();

    private final ProviderHttp http;
    private final ProviderKind kind;
    private final String listPath;
    private final String listField;

    /**
     * @param listPath of the list of models, below the base URL
     * @param listField where the list is in the answer
     */
    LibraryGateway(ProviderHttp http, ProviderKind kind, String listPath, String listField) {
        this.http = http;
        this.kind = kind;
        this.listPath = listPath;
        this.listField = listField;
    }

    /** The headers of the list of models; the key is among them. */
    abstract Map<String, String> listHeaders(ProviderConnection connection);

    /** One model of the list; null for what cannot be asked. */
    abstract @Nullable UpstreamModel model(JsonNode item);

    /** The library's model, which is to speak through the client. */
    abstract StreamingChatModel library(
            ProviderConnection connection,
            ModelCall call,
            @Nullable Integer maxOutputTokens,
            HttpClientBuilder client);

    /** Whether this kind of provider sends such events. */
    abstract boolean knows(ServerSentEvent event);

    /** The limit of the output to ask with. */
    @Nullable Integer limit(ModelCall call) {
        return call.maxOutputTokens();
    }

    /** A smaller limit to ask again with after a refusal; null if the limit is not to blame. */
    @Nullable Integer smallerLimit(@Nullable Integer limit, String refusal) {
        return null;
    }

    @Override
    public final ProviderKind kind() {
        return kind;
    }

    @Override
    public List<UpstreamModel> models(ProviderConnection connection, Cancellation cancellation) {
        return ModelListing.ask(
                http, connection, listPath, listHeaders(connection), this::listed, cancellation);
    }

    private List<UpstreamModel> listed(byte[] body) {
        var items = JSON.readTree(body).path(listField);
        if (!items.isArray()) {
            throw MismatchedInputException.from(null, List.class, "not a list of models");
        }
        return items.valueStream().map(this::model).filter(Objects::nonNull).toList();
    }

    @Override
    public ModelOutcome stream(
            ProviderConnection connection,
            ModelCall call,
            ModelListener listener,
            Cancellation cancellation) {
        var limit = limit(call);
        while (true) {
            var exchange = new Exchange(http, connection, call.model(), this::knows, cancellation);
            var answer = new Answer(listener, cancellation);
            try {
                library(connection, call, limit, exchange)
                        .chat(ChatRequest.builder().messages(messages(call)).build(), answer);
            } catch (RuntimeException failed) {
                answer.onError(failed);
            }
            if (cancellation.isCancelled()) {
                throw new CancellationException();
            }
            var smaller = smallerLimit(limit, exchange.refusal());
            if (smaller == null) {
                return outcome(connection, call, exchange, answer);
            }
            limit = smaller;
        }
    }

    private static ModelOutcome outcome(
            ProviderConnection connection, ModelCall call, Exchange exchange, Answer answer) {
        var failure = exchange.failure();
        if (failure != null) {
            throw failure;
        }
        var response = answer.response();
        if (answer.failure() != null || response == null || response.finishReason() == null) {
            throw broken(connection, call, answer.failure());
        }
        if (response.finishReason() == FinishReason.CONTENT_FILTER) {
            throw ProviderFailures.of(connection, call.model(), ModelFailure.REFUSED);
        }
        boolean cutShort = response.finishReason() == FinishReason.LENGTH;
        if (cutShort && answer.isEmpty()) {
            throw ProviderFailures.of(connection, call.model(), ModelFailure.TOO_LONG);
        }
        var usage = response.tokenUsage();
        return TokenEstimate.outcome(
                usage == null ? -1 : known(usage.inputTokenCount()),
                usage == null ? -1 : known(usage.outputTokenCount()),
                call.prompt(),
                answer.estimatedTokens(),
                cutShort);
    }

    private static ModelException broken(
            ProviderConnection connection, ModelCall call, @Nullable Throwable cause) {
        return cause == null
                ? ProviderFailures.of(connection, call.model(), ModelFailure.BROKEN_STREAM)
                : ProviderFailures.of(connection, call.model(), ModelFailure.BROKEN_STREAM, cause);
    }

    private static int known(@Nullable Integer count) {
        return count == null || count <= 0 ? -1 : count;
    }

    private static List<ChatMessage> messages(ModelCall call) {
        return call.prompt().stream().map(LibraryGateway::message).toList();
    }

    private static ChatMessage message(Message message) {
        var text = wellFormed(message.text());
        return switch (message.role()) {
            case SYSTEM -> SystemMessage.from(text);
            case USER -> UserMessage.from(text);
            case ASSISTANT -> AiMessage.from(text);
        };
    }

    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
