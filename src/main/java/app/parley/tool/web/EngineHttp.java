package app.parley.tool.web;

import app.parley.platform.Cancellation;
import app.parley.tool.WebSearchException;
import app.parley.tool.WebSearchException.Reason;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks engines, whose addresses the administrator has set: like models' providers they may stand in
 * a private network. The whole answer has a deadline and a size, and no redirect is followed, so
 * that a key goes to the server that it was entered for.
 */
class EngineHttp implements AutoCloseable {
    private static final long MOST_BYTES = 2 << 20;

    private final Duration patience;
    private final JsonMapper json;
    private final HttpClient client;

    /**
     * @param patience from the question to the last byte of the answer
     */
    EngineHttp(Duration patience, JsonMapper json) {
        this.patience = patience;
        this.json = json;
        client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(patience)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    /**
     * @return the JSON object that the engine answers
     * @throws WebSearchException if it answers anything else, or not
     */
    JsonNode ask(EngineKind engine, HttpRequest request, Cancellation cancellation) {
        var answer = answer(engine, request, cancellation);
        if (answer.statusCode() != 200) {
            throw EngineRefusal.of(engine, answer);
        }
        try {
            var read = json.readTree(answer.body());
            if (read.isObject()) {
                return read;
            }
        } catch (JacksonException notJson) {
            // told below
        }
        throw badAnswer(engine);
    }

    private HttpResponse<byte[]> answer(
            EngineKind engine, HttpRequest request, Cancellation cancellation) {
        var sent =
                client.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        cancellation.onCancel(() -> sent.cancel(true));
        try {
            return sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            sent.cancel(true);
            throw new WebSearchException(
                    Reason.TIMED_OUT,
                    "%s did not answer within %d seconds."
                            .formatted(engine.title(), Math.max(1, patience.toSeconds())));
        } catch (InterruptedException stopping) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException failed) {
            throw failure(engine, failed, cancellation);
        }
    }

    private static WebSearchException failure(
            EngineKind engine, ExecutionException failed, Cancellation cancellation) {
        if (cancellation.isCancelled()) {
            throw new CancellationException();
        }
        // The client says that there is too much in words alone.
        return failed.getCause() instanceof IOException io
                        && String.valueOf(io.getMessage()).contains("capacity")
                ? badAnswer(engine)
                : new WebSearchException(
                        Reason.UNREACHABLE, engine.title() + " cannot be reached.");
    }

    static WebSearchException badAnswer(EngineKind engine) {
        return new WebSearchException(
                Reason.BAD_ANSWER,
                engine.title() + " answered with something else than search results.");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
