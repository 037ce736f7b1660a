package app.parley.platform.outbound;

import app.parley.platform.outbound.OutboundException.Reason;
import app.parley.platform.task.Signal;
import app.parley.platform.task.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Fetches over a client that looks names up through {@link GuardedNames}, keeps no cookies and no
 * connections, knows no proxy, and follows no redirect by itself.
 */
final class GuardedOutbound implements Outbound, AutoCloseable {
    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_CONNECTIONS = 256;

    /** The fetch that a thread is in the middle of. */
    private static final ScopedValue<Deadline> RUNNING = ScopedValue.newInstance();

    private final CloseableHttpClient client;
    private final TimedNames names;
    private final OutboundProperties settings;
    private final Tasks tasks;

    GuardedOutbound(OutboundProperties settings, NameService names, String userAgent, Tasks tasks) {
        this.settings = settings;
        this.tasks = tasks;
        this.names = new TimedNames(names, () -> RUNNING.get().left());
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new GuardedNames(this.names, new AddressPolicy(settings)))
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                                        .setSocketTimeout(Timeout.of(settings.readTimeout()))
                                        .build())
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .build();
        client =
                HttpClients.custom()
                        .setConnectionManager(connections)
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setResponseTimeout(Timeout.of(settings.readTimeout()))
                                        .setConnectionRequestTimeout(Timeout.of(settings.timeout()))
                                        .build())
                        .setConnectionReuseStrategy((request, response, context) -> false)
                        .setUserAgent(userAgent)
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableAutomaticRetries()
                        .build();
    }

    @Override
    public URI read(String address) {
        return WebAddress.parse(address).uri();
    }

    @Override
    public <T> T fetch(OutboundRequest request, OutboundReceiver<T> receiver) {
        var address = WebAddress.parse(request.address());
        var headers = request.headers();
        var deadline = new Deadline();
        try {
            for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
                var outcome = deadline.run(address, headers, request, receiver);
                if (outcome.redirect() == null) {
                    return outcome.result();
                }
                var next = address.resolve(outcome.redirect());
                if (request.body() != null || !request.redirects().test(next.uri())) {
                    throw new OutboundException(
                            Reason.UNWANTED_REDIRECT, "The server redirects to another place.");
                }
                if (!next.isSameServer(address)) {
                    headers = Map.of();
                }
                address = next;
            }
        } finally {
            deadline.end();
        }
        throw new OutboundException(
                Reason.TOO_MANY_REDIRECTS, "The server redirects again and again.");
    }

    @Override
    public void close() throws IOException {
        names.close();
        client.close();
    }

    /**
     * @param redirect where the server sends the client; null where it answered
     */
    private record Outcome<T>(@Nullable String redirect, T result) {}

    /** Ends the request that runs when the time of the whole fetch is over. */
    private final class Deadline {
        private final Signal done = tasks.signal();
        private final AtomicBoolean over = new AtomicBoolean();
        private final long end = tasks.monotonicMillis() + settings.timeout().toMillis();
        private volatile @Nullable HttpUriRequestBase running;

        Deadline() {
            tasks.start(
                    "outbound-deadline",
                    () -> {
                        if (!done.await(settings.timeout())) {
                            over.set(true);
                            abort();
                        }
                    });
        }

        void end() {
            done.raise();
        }

        Duration left() {
            return Duration.ofMillis(Math.max(0, end - tasks.monotonicMillis()));
        }

        private void abort() {
            var request = running;
            if (request != null) {
                request.abort();
            }
        }

        <T> Outcome<T> run(
                WebAddress address,
                Map<String, String> headers,
                OutboundRequest request,
                OutboundReceiver<T> receiver) {
            var sent = message(address, request.body());
            headers.forEach(sent::setHeader);
            running = sent;
            if (over.get()) {
                abort();
            }
            try {
                var response = opened(sent);
                return received(address, response, request, receiver);
            } catch (IOException failed) {
                throw over.get() || failed instanceof SocketTimeoutException
                        ? timedOut(failed)
                        : unreachable(failed);
            } finally {
                // To close the response would read it to its end, which may never come.
                sent.abort();
            }
        }

        private ClassicHttpResponse opened(HttpUriRequestBase sent) throws IOException {
            return ScopedValue.where(RUNNING, this)
                    .<ClassicHttpResponse, IOException>call(
                            () -> {
                                try {
                                    return client.executeOpen(
                                            RoutingSupport.determineHost(sent), sent, null);
                                } catch (HttpException malformed) {
                                    throw unreachable(malformed);
                                }
                            });
        }
    }

    private static HttpUriRequestBase message(
            WebAddress address, OutboundRequest.@Nullable Body body) {
        if (body == null) {
            return new HttpGet(address.uri());
        }
        var post = new HttpPost(address.uri());
        post.setEntity(
                new ByteArrayEntity(body.bytes(), ContentType.parseLenient(body.mediaType())));
        return post;
    }

    private static OutboundException timedOut(Exception cause) {
        return new OutboundException(
                Reason.TIMED_OUT, "The server took too long to answer.", cause);
    }

    private static OutboundException unreachable(Exception cause) {
        return new OutboundException(Reason.UNREACHABLE, "The server could not be reached.", cause);
    }

    private static <T> Outcome<T> received(
            WebAddress address,
            ClassicHttpResponse response,
            OutboundRequest request,
            OutboundReceiver<T> receiver)
            throws IOException {
        var answer = answer(address, response);
        var location = answer.header("location");
        if (answer.status() >= 300 && answer.status() < 400 && answer.status() != 304) {
            return redirected(
                    location.orElseThrow(
                            () ->
                                    new OutboundException(
                                            Reason.UNREACHABLE,
                                            "The server redirects to nowhere.")));
        }
        if (answer.isSuccess()
                && !request.mediaTypes().isEmpty()
                && !request.mediaTypes().contains(answer.mediaType())) {
            throw new OutboundException(
                    Reason.UNWANTED_TYPE,
                    "The server sends something else than what can be read here (%s)."
                            .formatted(
                                    answer.mediaType().isEmpty()
                                            ? "it does not say what"
                                            : answer.mediaType()));
        }
        var entity = response.getEntity();
        if (entity != null && entity.getContentLength() > request.maxBytes()) {
            throw CappedStream.tooLarge(request.maxBytes());
        }
        var body = entity == null ? InputStream.nullInputStream() : entity.getContent();
        var capped = new CappedStream(body, request.maxBytes());
        try {
            return new Outcome<>(null, receiver.receive(answer, capped));
        } catch (IOException failed) {
            if (capped.isBroken()) {
                throw failed;
            }
            // The receiver's own, such as a full disk: nothing that the other server did.
            throw new UncheckedIOException(failed);
        }
    }

    @SuppressWarnings("NullAway") // a redirect has no result, and nobody asks it for one
    private static <T> Outcome<T> redirected(String location) {
        return new Outcome<>(location, null);
    }

    private static OutboundAnswer answer(WebAddress address, ClassicHttpResponse response) {
        var headers = new HashMap<String, String>();
        for (var header : response.getHeaders()) {
            headers.putIfAbsent(
                    header.getName().toLowerCase(Locale.ROOT), String.valueOf(header.getValue()));
        }
        var type = ContentType.parseLenient(headers.getOrDefault("content-type", ""));
        return new OutboundAnswer(
                address.uri(),
                response.getCode(),
                type == null || type.getMimeType() == null
                        ? ""
                        : type.getMimeType().toLowerCase(Locale.ROOT),
                headers);
    }
}
