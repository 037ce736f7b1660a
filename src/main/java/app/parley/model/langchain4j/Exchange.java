package app.parley.model.langchain4j;

import app.parley.model.ModelException;
import app.parley.model.ModelFailure;
import app.parley.model.gateway.ProviderConnection;
import app.parley.model.gateway.ProviderFailures;
import app.parley.model.http.ProviderAnswer;
import app.parley.model.http.ProviderHttp;
import app.parley.model.http.ProviderRequest;
import app.parley.platform.Cancellation;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The HTTP of one question. It works on the thread that asks, so that a waiting stream costs one
 * virtual thread and nothing else (the library's own client blocks a common-pool worker a stream),
 * and it judges failures by what came over the wire, not by what the library makes of them.
 */
final class Exchange implements HttpClient, HttpClientBuilder {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_ERROR = 64 << 10;

    /** Inside a text the quotation marks would be escaped, so that no answer can look like this. */
    private static final Pattern REFUSAL =
            Pattern.compile(
                    "\"blockReason\"|\"(finishReason|stop_reason|done_reason)\"\\s*:\\s*"
                            + "\"(SAFETY|RECITATION|BLOCKLIST|PROHIBITED_CONTENT|SPII|refusal|content_filter)\"");

    private final ProviderHttp http;
    private final ProviderConnection connection;
    private final String model;
    private final Predicate<ServerSentEvent> known;
    private final Cancellation cancellation;
    private @Nullable ModelException failure;
    private String refusal = "";

    /**
     * @param known whether an event is one that this kind of provider sends; others are dropped
     */
    Exchange(
            ProviderHttp http,
            ProviderConnection connection,
            String model,
            Predicate<ServerSentEvent> known,
            Cancellation cancellation) {
        this.http = http;
        this.connection = connection;
        this.model = model;
        this.known = known;
        this.cancellation = cancellation;
    }

    /** What went wrong on the wire; null if nothing did. */
    @Nullable ModelException failure() {
        return failure;
    }

    /** What the provider wrote when it refused the request; empty if it did not. */
    String refusal() {
        return refusal;
    }

    @Override
    public void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        try (var answer = http.send(translated(request), cancellation)) {
            if (!answer.isSuccess()) {
                refuse(answer);
                listener.onError(new HttpException(answer.status(), "refused"));
                return;
            }
            if (answer.header("content-type").toLowerCase(Locale.ROOT).startsWith("text/html")) {
                fail(ProviderFailures.notTalkingTheLanguage(connection));
                listener.onError(new IOException("a web page"));
                return;
            }
            listener.onOpen(
                    SuccessfulHttpResponse.builder()
                            .statusCode(answer.status())
                            .headers(Map.of())
                            .build());
            parser.parse(
                    new BoundedLines(
                            answer.body(),
                            () -> failure != null || cancellation.isCancelled(),
                            this::broken),
                    new Judged(listener));
            listener.onClose();
        } catch (ConnectException unreachable) {
            fail(ProviderFailures.of(connection, model, ModelFailure.UNREACHABLE, unreachable));
            listener.onError(unreachable);
        } catch (IOException failed) {
            broken(failed);
            listener.onError(failed);
        }
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("everything is streamed");
    }

    @Override
    public HttpClient build() {
        return this;
    }

    // The deadlines are the transport's; what the library would set is taken and not used.

    @Override
    public @Nullable Duration connectTimeout() {
        return null;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
    }

    @Override
    public @Nullable Duration readTimeout() {
        return null;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
    }

    private void refuse(ProviderAnswer answer) {
        try {
            refusal = new String(answer.body().readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
        } catch (IOException brokenOff) {
            // the status says enough
        }
        fail(
                ProviderFailures.ofStatus(
                        connection, model, answer.status(), refusal, answer.header("retry-after")));
    }

    private void broken(IOException cause) {
        fail(ProviderFailures.of(connection, model, ModelFailure.BROKEN_STREAM, cause));
    }

    /** The first failure is the cause of those that follow. */
    private void fail(ModelException failed) {
        if (failure == null) {
            failure = failed;
        }
    }

    private static boolean isJson(String data) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), data)) {
            parser.nextToken();
            parser.skipChildren();
            return true;
        } catch (JacksonException malformed) {
            return false;
        }
    }

    private static ProviderRequest translated(HttpRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        var body = request.body();
        return new ProviderRequest(
                request.method().name(),
                URI.create(request.url()),
                headers,
                body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    }

    /** Sees errors and refusals in the stream, and lets pass what the library knows. */
    private final class Judged implements ServerSentEventListener {
        private final ServerSentEventListener listener;

        Judged(ServerSentEventListener listener) {
            this.listener = listener;
        }

        @Override
        public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
            pass(event, () -> listener.onEvent(event, context));
        }

        @Override
        public void onEvent(ServerSentEvent event) {
            pass(event, () -> listener.onEvent(event));
        }

        @Override
        public void onError(Throwable failed) {
            fail(ProviderFailures.of(connection, model, ModelFailure.BROKEN_STREAM, failed));
            listener.onError(failed);
        }

        /** What the library cannot read it would log and leave out: a hole that nobody sees. */
        private void pass(ServerSentEvent event, Runnable on) {
            if (!isPassed(event)) {
                return;
            }
            try {
                on.run();
            } catch (RuntimeException unreadable) {
                fail(
                        ProviderFailures.of(
                                connection, model, ModelFailure.BROKEN_STREAM, unreadable));
            }
        }

        private boolean isPassed(ServerSentEvent event) {
            var data = event.data();
            if (data == null || failure != null) {
                return false;
            }
            if ("error".equals(event.event()) || data.startsWith("{\"error\"")) {
                fail(ProviderFailures.ofMessage(connection, model, data));
                return false;
            }
            if (REFUSAL.matcher(data).find()) {
                fail(ProviderFailures.of(connection, model, ModelFailure.REFUSED));
                return false;
            }
            if (known.test(event)) {
                return true;
            }
            if (data.startsWith("{") && !isJson(data)) {
                fail(ProviderFailures.of(connection, model, ModelFailure.BROKEN_STREAM));
            }
            return false;
        }
    }
}
