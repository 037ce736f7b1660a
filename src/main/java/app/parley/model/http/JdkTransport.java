package app.parley.model.http;

import app.parley.platform.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** The JDK's client, with the deadline between bytes that it lacks: its own ends at the headers. */
final class JdkTransport implements AutoCloseable {
    private final Deadlines deadlines;
    private final SilenceWatch watch;
    private final HttpClient client;

    JdkTransport(Deadlines deadlines, SilenceWatch watch) {
        this.deadlines = deadlines;
        this.watch = watch;
        client =
                HttpClient.newBuilder()
                        // HTTP/2 would put all answers of a provider on one connection, and its
                        // upgrade header confuses simple servers
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(deadlines.connect())
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    ProviderAnswer send(ProviderRequest request, Cancellation cancellation) throws IOException {
        var sent = client.sendAsync(jdkRequest(request), BodyHandlers.ofInputStream());
        cancellation.onCancel(() -> sent.cancel(true));
        var response = await(sent);
        var body = new WatchedBody(response.body(), watch);
        cancellation.onCancel(body::closeQuietly);
        return new ProviderAnswer(response.statusCode(), headers(response), body);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest jdkRequest(ProviderRequest request) {
        var builder = HttpRequest.newBuilder(request.uri()).timeout(deadlines.idle());
        request.headers().forEach(builder::header);
        var body = request.body();
        return builder.method(
                        request.method(),
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
    }

    private static HttpResponse<InputStream> await(
            CompletableFuture<HttpResponse<InputStream>> sent) throws IOException {
        try {
            return sent.get();
        } catch (InterruptedException interrupted) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (CancellationException cancelled) {
            throw new IOException("cancelled", cancelled);
        } catch (ExecutionException failed) {
            throw switch (failed.getCause()) {
                case HttpConnectTimeoutException timeout ->
                        (IOException) new ConnectException("cannot connect").initCause(timeout);
                case HttpTimeoutException timeout -> new SilenceException();
                case IOException cause -> cause;
                case null, default -> new IOException("the request failed", failed);
            };
        }
    }

    private static Map<String, String> headers(HttpResponse<?> response) {
        Map<String, String> headers = new HashMap<>();
        // the client gives names in lower case over HTTP/2 only
        response.headers()
                .map()
                .forEach(
                        (name, values) ->
                                headers.put(name.toLowerCase(Locale.ROOT), values.getLast()));
        return headers;
    }

    /** The client's body stream under the watch. */
    private static final class WatchedBody extends InputStream
            implements ProviderAnswer.KeptConnection {
        private final InputStream in;
        private final SilenceWatch.Watched watched;

        WatchedBody(InputStream in, SilenceWatch watch) {
            this.in = in;
            watched = watch.watch(in);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            var count = readWatched(target, offset, length);
            while (count > 0 && count < length && in.available() > 0) {
                var more = in.read(target, offset + count, length - count);
                if (more <= 0) {
                    break;
                }
                count += more;
            }
            return count;
        }

        private int readWatched(byte[] target, int offset, int length) throws IOException {
            int count;
            try {
                count = in.read(target, offset, length);
            } catch (IOException failed) {
                throw watched.isSilent() ? new SilenceException() : failed;
            }
            if (watched.isSilent()) {
                throw new SilenceException();
            }
            watched.heard();
            return count;
        }

        @Override
        public void close() throws IOException {
            watched.release();
            in.close();
        }

        void closeQuietly() {
            try {
                close();
            } catch (IOException alreadyGone) {
                // closing is giving up; there is nothing left to do
            }
        }
    }
}
