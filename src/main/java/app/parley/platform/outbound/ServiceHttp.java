package app.parley.platform.outbound;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks services whose address an administrator configured, which is why it may lead anywhere: one
 * request, one whole answer, within one deadline. What others name by address goes through {@link
 * Outbound}.
 */
public final class ServiceHttp implements AutoCloseable {
    private final HttpClient client;
    private final Duration deadline;
    private final long maxBytes;

    /**
     * @param connect to reach the service
     * @param deadline of a request as a whole, its answer included
     * @param maxBytes of an answer
     */
    public ServiceHttp(Duration connect, Duration deadline, long maxBytes) {
        this.deadline = deadline;
        this.maxBytes = maxBytes;
        client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(connect)
                        .build();
    }

    /**
     * @param body null for none
     */
    public record Request(
            String method, URI uri, Map<String, String> headers, byte @Nullable [] body) {
        /** Says where it goes and nothing that is secret. */
        @Override
        public String toString() {
            return method + " " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
        }
    }

    /** A whole answer. */
    public record Answer(int status, Map<String, String> headers, byte[] body) {
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        public Optional<String> header(String nameInLowerCase) {
            return Optional.ofNullable(headers.get(nameInLowerCase));
        }
    }

    /**
     * @throws IOException when there is no whole answer in time
     */
    public Answer send(Request request) throws IOException {
        var built =
                HttpRequest.newBuilder(request.uri())
                        .timeout(deadline)
                        .method(
                                request.method(),
                                request.body() == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(built::header);
        // The client's own timeout ends at the headers.
        var running =
                client.sendAsync(
                        built.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
        try {
            return answer(running.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException failed) {
            throw new IOException(request + " failed", failed.getCause());
        } catch (TimeoutException tooSlow) {
            throw new IOException(request + " took longer than " + deadline, tooSlow);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(request + " was given up");
        } finally {
            running.cancel(true);
        }
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        Map<String, String> headers = new HashMap<>();
        response.headers()
                .map()
                .forEach(
                        (name, values) ->
                                headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return new Answer(response.statusCode(), headers, response.body());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
