package app.parley.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.parley.platform.outbound.OutboundException.Reason;
import app.parley.platform.task.VirtualTasks;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 127.0.0.2 is allowed and plays the internet; 127.0.0.1, on the same port, is what must never hear
 * a byte.
 */
class GuardedOutboundTests {
    /** Only used up by a fetch that goes wrong. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final long ENOUGH = 1 << 20;

    private final List<InetAddress> none = List.of();
    private final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>();
    private final AtomicInteger heardByCanary = new AtomicInteger();
    private HttpServer site;
    private HttpServer canary;
    private GuardedOutbound outbound;
    private int port;

    @BeforeEach
    void start() throws IOException {
        bindBoth();
        canary.createContext(
                "/",
                exchange -> {
                    heardByCanary.incrementAndGet();
                    send(exchange, 200, "secret");
                });
        for (var server : List.of(site, canary)) {
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
        }
        names.put("site.test", List.of(InetAddress.ofLiteral("127.0.0.2")));
        names.put("canary.test", List.of(InetAddress.ofLiteral("127.0.0.1")));
        names.put(
                "mixed.test",
                List.of(InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("127.0.0.1")));
        outbound = outbound(PATIENCE);
    }

    /** A port that is free on one address may be taken on the other: then the next one is tried. */
    private void bindBoth() throws IOException {
        for (int attempt = 1; ; attempt++) {
            site = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
            port = site.getAddress().getPort();
            try {
                canary = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                return;
            } catch (BindException e) {
                site.stop(0);
                if (attempt == 50) {
                    throw e;
                }
            }
        }
    }

    @AfterEach
    void stop() throws IOException {
        outbound.close();
        site.stop(0);
        canary.stop(0);
    }

    private GuardedOutbound outbound(Duration timeout) {
        return outbound(this::addressesOf, timeout);
    }

    private GuardedOutbound outbound(NameService names, Duration timeout) {
        return new GuardedOutbound(
                new OutboundProperties(
                        List.of("127.0.0.2"), Set.of(80, 443, port), PATIENCE, PATIENCE, timeout),
                names,
                "Parley/test",
                new VirtualTasks());
    }

    private InetAddress[] addressesOf(String host) throws UnknownHostException {
        var known = names.getOrDefault(host, none);
        return known.isEmpty() ? InetAddress.getAllByName(host) : known.toArray(InetAddress[]::new);
    }

    @Test
    void fetchesWhatIsAllowed() {
        site("/page", exchange -> send(exchange, 200, "hello " + header(exchange, "User-Agent")));

        assertThat(fetch("http://site.test:" + port + "/page")).isEqualTo("hello Parley/test");
        assertThat(fetch("http://127.0.0.2:" + port + "/page")).startsWith("hello");
    }

    @Test
    void tellsStatusTypeAndHeaders() {
        site(
                "/etag",
                exchange -> {
                    exchange.getResponseHeaders().add("ETag", "\"1\"");
                    exchange.getResponseHeaders().add("Content-Type", "Text/HTML; charset=utf-8");
                    if ("\"1\"".equals(header(exchange, "If-None-Match"))) {
                        exchange.sendResponseHeaders(304, -1);
                        exchange.close();
                    } else {
                        send(exchange, 404, "gone");
                    }
                });
        var address = "http://site.test:" + port + "/etag";

        var missing = outbound.fetch(OutboundRequest.of(address, ENOUGH), (answer, body) -> answer);
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.mediaType()).isEqualTo("text/html");
        assertThat(missing.header("etag")).contains("\"1\"");
        var unchanged =
                outbound.fetch(
                        new OutboundRequest(
                                address, Map.of("If-None-Match", "\"1\""), ENOUGH, Set.of()),
                        (answer, body) -> answer);
        assertThat(unchanged.status()).isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "http://localhost:%d/",
                "http://canary.test:%d/",
                "http://mixed.test:%d/",
                "http://[::1]:%d/",
                "http://[::ffff:127.0.0.1]:%d/",
                "http://[::ffff:7f00:1]:%d/",
                "http://[::127.0.0.1]:%d/",
                "http://[64:ff9b::7f00:1]:%d/",
                "http://[2002:7f00:1::]:%d/",
                "http://0.0.0.0:%d/",
                "http://127.255.255.254:%d/",
                "http://[::]:%d/",
                "http://[fd00::1]:%d/",
                "http://169.254.169.254:%d/latest/meta-data/"
            })
    void neverReachesAPrivateAddress(String address) {
        assertThat(failure(address.formatted(port)).reason()).isEqualTo(Reason.BLOCKED_ADDRESS);
        assertThat(heardByCanary).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void checksWhereARedirectLeads(int status) {
        for (var target :
                List.of("http://127.0.0.1:" + port + "/", "http://canary.test:" + port + "/")) {
            var path = "/" + status + target.length();
            site(
                    path,
                    exchange -> {
                        exchange.getResponseHeaders().add("Location", target);
                        send(exchange, status, "moved");
                    });
            assertThat(failure("http://site.test:" + port + path).reason())
                    .isEqualTo(Reason.BLOCKED_ADDRESS);
        }
        assertThat(heardByCanary).hasValue(0);
    }

    @Test
    void aNameServiceThatNeverAnswersHoldsNobodyLongerThanTheFetchMayTake() throws IOException {
        NameService silent =
                host -> {
                    LockSupport.parkNanos(PATIENCE.toNanos());
                    throw new UnknownHostException(host);
                };
        try (var outbound = outbound(silent, Duration.ofMillis(300))) {
            long start = System.nanoTime();
            assertThat(
                            catchThrowableOfType(
                                            OutboundException.class,
                                            () ->
                                                    outbound.fetch(
                                                            OutboundRequest.of(
                                                                    "http://site.test:"
                                                                            + port
                                                                            + "/",
                                                                    ENOUGH),
                                                            (answer, body) -> ""))
                                    .reason())
                    .isEqualTo(Reason.TIMED_OUT);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
        }
    }

    @Test
    void connectsToTheAddressThatWasChecked() throws IOException {
        site("/", exchange -> send(exchange, 200, "harmless"));
        // The first answer of the name service is harmless; any further one is not.
        var asked = new AtomicInteger();
        NameService rebinding =
                host ->
                        new InetAddress[] {
                            InetAddress.ofLiteral(
                                    asked.getAndIncrement() == 0 ? "127.0.0.2" : "127.0.0.1")
                        };
        try (var client = outbound(rebinding, PATIENCE)) {
            for (int i = 0; i < 1_000; i++) {
                asked.set(0);
                var said =
                        client.fetch(
                                OutboundRequest.of("http://rebind.test:" + port + "/", ENOUGH),
                                (answer, body) -> text(body));
                assertThat(said).isEqualTo("harmless");
                assertThat(asked).hasValue(1);
            }
        }
        assertThat(heardByCanary).hasValue(0);
    }

    @Test
    void headersForOneServerAreNotSentToAnother() {
        var seen = new ArrayList<String>();
        names.put("other.test", List.of(InetAddress.ofLiteral("127.0.0.2")));
        site(
                "/from",
                exchange -> {
                    exchange.getResponseHeaders()
                            .add("Location", "http://other.test:" + port + "/to");
                    send(exchange, 302, "");
                });
        site(
                "/to",
                exchange -> {
                    seen.add(String.valueOf(header(exchange, "Authorization")));
                    send(exchange, 200, "");
                });

        outbound.fetch(
                new OutboundRequest(
                        "http://site.test:" + port + "/from",
                        Map.of("Authorization", "Bearer secret"),
                        ENOUGH,
                        Set.of()),
                (answer, body) -> text(body));

        assertThat(seen).containsExactly("null");
    }

    @Test
    void postsWhatItIsGivenAndSendsItNowhereElse() {
        var heard = new ArrayList<String>();
        site(
                "/take",
                exchange -> {
                    heard.add(
                            exchange.getRequestMethod()
                                    + " "
                                    + header(exchange, "Content-Type")
                                    + " "
                                    + text(exchange.getRequestBody()));
                    send(exchange, 201, "taken");
                });
        site(
                "/moved",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/take");
                    send(exchange, 307, "");
                });

        var answer = posted("http://site.test:" + port + "/take");

        assertThat(answer).isEqualTo("201 taken");
        assertThat(heard).containsExactly("POST application/x-www-form-urlencoded code=1");
        assertThatThrownBy(() -> posted("http://site.test:" + port + "/moved"))
                .isInstanceOfSatisfying(
                        OutboundException.class,
                        refused ->
                                assertThat(refused.reason()).isEqualTo(Reason.UNWANTED_REDIRECT));
        assertThatThrownBy(() -> posted("http://canary.test:" + port + "/"))
                .isInstanceOfSatisfying(
                        OutboundException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.BLOCKED_ADDRESS));
        assertThat(heard).hasSize(1);
        assertThat(heardByCanary).hasValue(0);
    }

    private String posted(String address) {
        var body =
                new OutboundRequest.Body(
                        "application/x-www-form-urlencoded",
                        "code=1".getBytes(StandardCharsets.UTF_8));
        return outbound.fetch(
                OutboundRequest.post(address, Map.of(), body, ENOUGH),
                (answer, read) -> answer.status() + " " + text(read));
    }

    @Test
    void redirectsEnd() {
        site(
                "/again",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/again");
                    send(exchange, 302, "");
                });

        assertThat(failure("http://site.test:" + port + "/again").reason())
                .isEqualTo(Reason.TOO_MANY_REDIRECTS);
    }

    @Test
    void readsNoMoreThanWasAskedFor() {
        site("/declared", exchange -> send(exchange, 200, "x".repeat((int) ENOUGH + 1)));
        site(
                "/endless",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (var body = exchange.getResponseBody()) {
                        for (; ; ) {
                            body.write(new byte[8192]);
                        }
                    }
                });
        site(
                "/bomb",
                exchange -> {
                    var bomb = new ByteArrayOutputStream();
                    try (var zip = new GZIPOutputStream(bomb)) {
                        zip.write(new byte[64 << 20]);
                    }
                    exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                    exchange.sendResponseHeaders(200, bomb.size());
                    exchange.getResponseBody().write(bomb.toByteArray());
                    exchange.close();
                });

        for (var path : List.of("/declared", "/endless", "/bomb")) {
            assertThat(failure("http://site.test:" + port + path).reason())
                    .as(path)
                    .isEqualTo(Reason.TOO_LARGE);
        }
    }

    @Test
    void anEndlessRedirectIsNotRead() {
        site(
                "/flood",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/end");
                    exchange.sendResponseHeaders(302, 0);
                    try (var body = exchange.getResponseBody()) {
                        for (; ; ) {
                            body.write(new byte[8192]);
                        }
                    }
                });
        site("/end", exchange -> send(exchange, 200, "there"));

        assertThat(fetch("http://site.test:" + port + "/flood")).isEqualTo("there");
    }

    @Test
    void decompresses() {
        site(
                "/zipped",
                exchange -> {
                    var zipped = new ByteArrayOutputStream();
                    try (var zip = new GZIPOutputStream(zipped)) {
                        zip.write("unzipped".getBytes(StandardCharsets.UTF_8));
                    }
                    exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                    exchange.sendResponseHeaders(200, zipped.size());
                    exchange.getResponseBody().write(zipped.toByteArray());
                    exchange.close();
                });

        assertThat(fetch("http://site.test:" + port + "/zipped")).isEqualTo("unzipped");
    }

    @Test
    void endsInTimeWhateverTheServerDoes() throws IOException {
        site(
                "/drip",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (var body = exchange.getResponseBody()) {
                        for (; ; ) {
                            body.write('.');
                            body.flush();
                            pause();
                        }
                    }
                });
        try (var hurried = outbound(Duration.ofMillis(700))) {
            var failed =
                    catchThrowableOfType(
                            OutboundException.class,
                            () ->
                                    hurried.fetch(
                                            OutboundRequest.of(
                                                    "http://site.test:" + port + "/drip", ENOUGH),
                                            (answer, body) -> text(body)));
            assertThat(failed.reason()).isEqualTo(Reason.TIMED_OUT);
        }
    }

    @Test
    void takesOnlyTheKindsThatWereAskedFor() {
        site(
                "/image",
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "image/png");
                    send(exchange, 200, "png");
                });

        var failed =
                catchThrowableOfType(
                        OutboundException.class,
                        () ->
                                outbound.fetch(
                                        new OutboundRequest(
                                                "http://site.test:" + port + "/image",
                                                Map.of(),
                                                ENOUGH,
                                                Set.of("text/html")),
                                        (answer, body) -> text(body)));
        assertThat(failed.reason()).isEqualTo(Reason.UNWANTED_TYPE);
        assertThat(failed).hasMessageContaining("image/png");
    }

    @Test
    void saysWhatCannotBeReached() {
        names.put("closed.test", List.of(InetAddress.ofLiteral("127.0.0.2")));

        assertThat(failure("http://closed.test:1/").reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure("http://no-such-host.invalid:" + port + "/").reason())
                .isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void aReceiverThatFailsIsNotTheServersFault() {
        site("/fine", exchange -> send(exchange, 200, "fine"));

        assertThatThrownBy(
                        () ->
                                outbound.fetch(
                                        OutboundRequest.of(
                                                "http://site.test:" + port + "/fine", ENOUGH),
                                        (answer, body) -> {
                                            throw new IOException("the disk is full");
                                        }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the disk is full");
    }

    private void site(String path, HttpHandler handler) {
        site.createContext(path, handler);
    }

    private String fetch(String address) {
        return outbound.fetch(OutboundRequest.of(address, ENOUGH), (answer, body) -> text(body));
    }

    private OutboundException failure(String address) {
        return catchThrowableOfType(OutboundException.class, () -> fetch(address));
    }

    private static String text(InputStream body) throws IOException {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
