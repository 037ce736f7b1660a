package app.parley.support;

import app.parley.account.QuickHashing;
import app.parley.bench.StubModelServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Black-box tests against one server that all of them share: a start takes longer than most tests.
 * So a subclass adds no configuration of its own, and no test relies on what other tests left.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        // Whatever lies in the working directory is not the tests'.
        properties = {"parley.env-file=", "logging.level.app.parley.http=warn"})
@Import(QuickHashing.class)
public abstract class HttpTests {
    /** A provider of models that behave as their names say: {@code openai/echo}. */
    protected static final StubModelServer MODELS = StubModelServer.start();

    protected static final String PASSWORD = "quiet lantern over northern water";

    private static final Map<Integer, Api> ADMINS = new ConcurrentHashMap<>();
    private static final Map<Integer, HttpClient> CLIENTS = new ConcurrentHashMap<>();
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final int PEOPLE_OF_A_NETWORK = 40;

    @LocalServerPort private int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) throws IOException {
        var folder = Files.createTempDirectory("parley-test");
        settings.add("parley.data-dir", folder::toString);
        settings.add("parley.database.url", () -> "");
        settings.add("server.address", () -> "127.0.0.1");
        // tests leave long answers behind; nobody waits for them at the end
        settings.add("parley.chat.drain", () -> "0s");
        // 127.0.0.2 plays the internet; 127.0.0.1 is as private as it is
        settings.add("parley.outbound.allow", () -> "127.0.0.2");
        settings.add("parley.knowledge.crawl.pause", () -> "20ms");
        // a busy machine takes its time to start what reads a page
        settings.add("parley.knowledge.web-reading.patience", () -> "60s");
        settings.add("parley.model.openai.base-url", () -> MODELS.url("/v1").toString());
        settings.add("parley.model.discover-ollama", () -> "false");
        settings.add("parley.model.idle-timeout", () -> "10s");
    }

    @BeforeEach
    void theFirstPersonIsTheAdministrator() {
        admin();
    }

    /** The administrator: whoever registered first at this server. */
    protected final Api admin() {
        return ADMINS.computeIfAbsent(
                        port, _ -> new Api(base(), client(0)).register("founder", PASSWORD))
                .fresh();
    }

    /** Somebody who has just registered, with the password {@link #PASSWORD}. */
    protected final Api newPerson() {
        int number = PEOPLE.incrementAndGet();
        return new Api(base(), client(number / PEOPLE_OF_A_NETWORK))
                .register("person-" + number, PASSWORD);
    }

    /** Nobody yet. */
    protected final Api anonymous() {
        return new Api(base(), client(0));
    }

    /** Nobody yet, from a /24 network of the loopback range; limits are per network. */
    protected final Api anonymousFrom(int network) {
        return new Api(base(), client(network));
    }

    protected final URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static HttpClient client(int network) {
        return CLIENTS.computeIfAbsent(network, HttpTests::newClient);
    }

    private static HttpClient newClient(int network) {
        try {
            var address =
                    InetAddress.getByAddress(
                            new byte[] {127, (byte) (network >> 8), (byte) network, 1});
            return HttpClient.newBuilder()
                    .localAddress(address)
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
