package app.parley.model.openai;

import app.parley.model.ModelException;
import app.parley.model.ModelFailure;
import app.parley.model.ModelListener;
import app.parley.model.ModelOutcome;
import app.parley.model.gateway.ModelCall;
import app.parley.model.gateway.ModelGateway;
import app.parley.model.gateway.ProviderConnection;
import app.parley.model.gateway.ProviderFailures;
import app.parley.model.gateway.ProviderKind;
import app.parley.model.gateway.TokenEstimate;
import app.parley.model.gateway.UpstreamModel;
import app.parley.model.http.ModelListing;
import app.parley.model.http.ProviderAnswer;
import app.parley.model.http.ProviderHttp;
import app.parley.model.http.ProviderRequest;
import app.parley.platform.Cancellation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Speaks to OpenAI and to everything that speaks like it. */
public final class OpenAiGateway implements ModelGateway {
    private static final int LONGEST_ERROR = 64 << 10;
    private static final int LONGEST_WHOLE_ANSWER = 32 << 20;

    /** OpenAI's word for an answer that ended at the limit of its length, and others'. */
    private static final Set<String> AT_THE_LIMIT = Set.of("length", "model_length", "max_tokens");

    private final ProviderHttp http;
    private final Map<String, Set<Option>> accepted = new ConcurrentHashMap<>();

    public OpenAiGateway(ProviderHttp http) {
        this.http = http;
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.OPENAI;
    }

    @Override
    public List<UpstreamModel> models(ProviderConnection connection, Cancellation cancellation) {
        return ModelListing.ask(
                http, connection, "/models", headers(connection), ModelList::parse, cancellation);
    }

    @Override
    public ModelOutcome stream(
            ProviderConnection connection,
            ModelCall call,
            ModelListener listener,
            Cancellation cancellation) {
        try {
            return ask(connection, call, listener, cancellation);
        } catch (ConnectException failed) {
            throw cancelledOr(
                    cancellation, failure(connection, call, ModelFailure.UNREACHABLE, failed));
        } catch (IOException failed) {
            throw cancelledOr(
                    cancellation, failure(connection, call, ModelFailure.BROKEN_STREAM, failed));
        } catch (ModelException failed) {
            throw cancelledOr(cancellation, failed);
        }
    }

    private ModelOutcome ask(
            ProviderConnection connection,
            ModelCall call,
            ModelListener listener,
            Cancellation cancellation)
            throws IOException {
        var knownBy = connection.baseUrl() + " " + call.model();
        var options = accepted.getOrDefault(knownBy, EnumSet.allOf(Option.class));
        while (true) {
            var answer = http.send(request(connection, call, options), cancellation);
            var complete = false;
            try {
                if (answer.isSuccess()) {
                    var outcome = read(connection, call, answer, listener, cancellation);
                    complete = true;
                    return outcome;
                }
                var body = text(answer, LONGEST_ERROR);
                var next =
                        Option.after(
                                options, answer.status(), body, call.maxOutputTokens() != null);
                if (next.equals(options)) {
                    throw refused(connection, call.model(), answer, body);
                }
                options = next;
                accepted.put(knownBy, next);
            } finally {
                if (complete) {
                    answer.finish();
                } else {
                    answer.close();
                }
            }
        }
    }

    private static ModelOutcome read(
            ProviderConnection connection,
            ModelCall call,
            ProviderAnswer answer,
            ModelListener listener,
            Cancellation cancellation)
            throws IOException {
        var stream = new ChatStream(answer.body(), listener, cancellation);
        var type = answer.header("content-type").toLowerCase(Locale.ROOT);
        if (type.startsWith("text/html")) {
            throw ProviderFailures.notTalkingTheLanguage(connection);
        }
        if (type.startsWith("application/json")) {
            stream.readWhole(answer.body().readNBytes(LONGEST_WHOLE_ANSWER));
        } else {
            stream.read();
        }
        var error = stream.error();
        if (error != null) {
            throw ProviderFailures.ofMessage(connection, call.model(), error);
        }
        if (!stream.isComplete()) {
            throw ProviderFailures.of(connection, call.model(), ModelFailure.BROKEN_STREAM);
        }
        if ("content_filter".equals(stream.finishReason())) {
            throw ProviderFailures.of(connection, call.model(), ModelFailure.REFUSED);
        }
        boolean cutShort = isLimit(stream.finishReason());
        if (cutShort && stream.isEmpty()) {
            throw ProviderFailures.of(connection, call.model(), ModelFailure.TOO_LONG);
        }
        return TokenEstimate.outcome(
                stream.inputTokens(),
                stream.outputTokens(),
                call.prompt(),
                stream.estimatedTokens(),
                cutShort);
    }

    private static boolean isLimit(@Nullable String finishReason) {
        return finishReason != null && AT_THE_LIMIT.contains(finishReason);
    }

    private static ProviderRequest request(
            ProviderConnection connection, ModelCall call, Set<Option> options) {
        var headers = headers(connection);
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "text/event-stream");
        return new ProviderRequest(
                "POST", uri(connection, "/chat/completions"), headers, ChatBody.of(call, options));
    }

    private static Map<String, String> headers(ProviderConnection connection) {
        Map<String, String> headers = new HashMap<>(connection.bearer());
        headers.put("User-Agent", "Parley");
        return headers;
    }

    private static URI uri(ProviderConnection connection, String path) {
        return URI.create(connection.baseUrl() + path);
    }

    private static String text(ProviderAnswer answer, int limit) {
        try {
            return new String(answer.body().readNBytes(limit), StandardCharsets.UTF_8);
        } catch (IOException brokenOff) {
            return "";
        }
    }

    private static ModelException refused(
            ProviderConnection connection, String model, ProviderAnswer answer, String body) {
        return ProviderFailures.ofStatus(
                connection, model, answer.status(), body, answer.header("retry-after"));
    }

    private static ModelException failure(
            ProviderConnection connection,
            ModelCall call,
            ModelFailure failure,
            IOException cause) {
        return ProviderFailures.of(connection, call.model(), failure, cause);
    }

    private static RuntimeException cancelledOr(Cancellation cancellation, ModelException failure) {
        return cancellation.isCancelled() ? new CancellationException() : failure;
    }
}
