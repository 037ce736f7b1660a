package app.parley.tool.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.parley.platform.Cancellation;
import app.parley.tool.WebResult;
import app.parley.tool.WebSearchException;
import app.parley.tool.WebSearchException.Reason;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What every {@link SearchEngine} does with what engines answer, on good days and on bad ones. */
abstract class SearchEngineContract {
    static final JsonMapper JSON = new JsonMapper();
    static final String KEY = "secret-canary-0123456789abcdef";

    final StubEngine stub = StubEngine.start();
    private final EngineHttp http = new EngineHttp(Duration.ofSeconds(60), JSON);
    private final EngineHttp hurried = new EngineHttp(Duration.ofMillis(700), JSON);

    protected abstract SearchEngine engine(EngineHttp http);

    /** The engine's own shape around a list of results. */
    protected abstract String answer(String results);

    /** The engine's own shape of one result. */
    protected abstract String result(String title, String url, String excerpt);

    /** How the engine says that the key is wrong. */
    protected abstract void refuseKey();

    @AfterEach
    void close() {
        stub.close();
        http.close();
        hurried.close();
    }

    final List<WebResult> search(String query, DomainRules domains) {
        return search(http, query, domains);
    }

    private List<WebResult> search(EngineHttp over, String query, DomainRules domains) {
        return engine(over).search(connection(stub.url()), query, domains, 5, new Cancellation());
    }

    private EngineConnection connection(URI url) {
        return new EngineConnection(engine(http).kind(), url, KEY);
    }

    private WebSearchException failure() {
        return failure(http);
    }

    private WebSearchException failure(EngineHttp over) {
        var failure =
                catchThrowableOfType(
                        WebSearchException.class, () -> search(over, "question", DomainRules.NONE));
        assertThat(failure).isNotNull();
        assertThat(failure.sentence()).endsWith(".").doesNotContain(KEY, "canary");
        return failure;
    }

    @Test
    void returnsWhatTheEngineFound() {
        stub.answers(
                200,
                "application/json",
                answer(
                        result("Herons", "https://birds.example/heron", "They wait.")
                                + ","
                                + result("", "https://birds.example/other", "")));
        assertThat(search("what do herons do?", DomainRules.NONE))
                .containsExactly(
                        new WebResult("https://birds.example/heron", "Herons", "They wait."),
                        new WebResult(
                                "https://birds.example/other", "https://birds.example/other", ""));
        assertThat(stub.asked()).hasSize(1);
        assertThat(stub.asked().getFirst().key()).contains(KEY);
        assertThat(stub.asked().toString()).contains("what do herons do?");
    }

    @Test
    void nothingFoundIsAnEmptyList() {
        stub.answers(200, "application/json", answer(""));
        assertThat(search("question", DomainRules.NONE)).isEmpty();
    }

    @Test
    void hostileResultsBecomePlainWordsAndNothingElse() {
        stub.answers(
                200,
                "application/json",
                answer(
                        String.join(
                                ",",
                                result(
                                        "<img src=x onerror=alert(1)>\\u0000\\n\\u001b[31m",
                                        "javascript:alert(1)",
                                        "x".repeat(100_000)),
                                "{\"title\": {}, \"url\": 5}",
                                "{\"url\": [\"https://a.example\"]}",
                                "\"a string\"",
                                "null",
                                result("t".repeat(5_000), "https://a.example/", "ok"))));
        var found = search("question", DomainRules.NONE);
        assertThat(found).hasSize(2);
        assertThat(found.getFirst().title()).isEqualTo("<img src=x onerror=alert(1)> [31m");
        assertThat(found.getFirst().excerpt()).hasSizeLessThanOrEqualTo(2_000);
        assertThat(found.getLast().title()).hasSizeLessThanOrEqualTo(300);
    }

    @Test
    void aWrongKeyIsToldAsSuch() {
        refuseKey();
        assertThat(failure().reason()).isEqualTo(Reason.BAD_KEY);
    }

    @Test
    void aLimitIsToldWithTheTimeToWait() {
        stub.answers(
                exchange -> {
                    exchange.getResponseHeaders().set("Retry-After", "30");
                    StubEngine.send(exchange, 429, "application/json", "{}");
                });
        var failure = failure();
        assertThat(failure.reason()).isEqualTo(Reason.RATE_LIMITED);
        assertThat(failure.sentence()).contains("30 seconds");
    }

    @Test
    void aStrangeTimeToWaitIsNotRepeated() {
        stub.answers(
                exchange -> {
                    exchange.getResponseHeaders().set("Retry-After", "<b>soon</b>");
                    StubEngine.send(exchange, 429, "text/html", "");
                });
        assertThat(failure().sentence()).doesNotContain("<b>");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void troubleOfTheEngineIsItsOwn(int status) {
        stub.answers(status, "text/html", "<html><h1>" + KEY + "</h1></html>");
        assertThat(failure().reason()).isEqualTo(Reason.OVERLOADED);
    }

    @Test
    void anyOtherStatusIsARefusal() {
        stub.answers(400, "application/json", "{\"detail\": \"" + KEY + "\"}");
        assertThat(failure().reason()).isEqualTo(Reason.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"results\"",
                "<html><body>Just a moment…</body></html>",
                "{\"results\": \"many\", \"web\": 5}",
                "{\"error\": \"none\"}"
            })
    void whatIsNoListOfResultsIsABadAnswer(String body) {
        stub.answers(200, "text/html", body);
        assertThat(failure().reason()).isEqualTo(Reason.BAD_ANSWER);
    }

    @Test
    void moreThanIsReadIsABadAnswer() {
        stub.answers(200, "application/json", "[" + " ".repeat(3 << 20) + "]");
        assertThat(failure().reason()).isEqualTo(Reason.BAD_ANSWER);
    }

    @Test
    void anEngineThatSaysNothingIsGivenUp() {
        stub.answers(exchange -> pause(Duration.ofSeconds(20)));
        assertThat(failure(hurried).reason()).isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void anEngineThatDripsIsGivenUpToo() {
        stub.answers(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    for (int i = 0; i < 100; i++) {
                        exchange.getResponseBody().write(' ');
                        exchange.getResponseBody().flush();
                        pause(Duration.ofMillis(100));
                    }
                });
        assertThat(failure(hurried).reason()).isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void anEngineThatBreaksOffCannotBeReached() {
        stub.answers(
                exchange -> {
                    exchange.sendResponseHeaders(200, 100);
                    exchange.getResponseBody().write("{".getBytes(StandardCharsets.US_ASCII));
                });
        assertThat(failure().reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void nobodyThereCannotBeReached() throws IOException {
        URI nobody;
        try (var taken = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + taken.getLocalPort());
        }
        var failure =
                catchThrowableOfType(
                        WebSearchException.class,
                        () ->
                                engine(http)
                                        .search(
                                                connection(nobody),
                                                "question",
                                                DomainRules.NONE,
                                                5,
                                                new Cancellation()));
        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void theKeyIsNotCarriedToWhereAnEngineRedirects() {
        try (var elsewhere = StubEngine.start()) {
            stub.answers(
                    exchange -> {
                        exchange.getResponseHeaders().set("Location", elsewhere.url() + "/search");
                        exchange.sendResponseHeaders(307, -1);
                    });
            assertThat(failure().reason()).isEqualTo(Reason.REFUSED);
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void aStoppedTurnDoesNotWait() {
        stub.answers(exchange -> pause(Duration.ofSeconds(50)));
        var cancellation = new Cancellation();
        Thread.startVirtualThread(
                () -> {
                    pause(Duration.ofMillis(100));
                    cancellation.cancel();
                });
        assertThat(
                        catchThrowableOfType(
                                CancellationException.class,
                                () ->
                                        engine(http)
                                                .search(
                                                        connection(stub.url()),
                                                        "question",
                                                        DomainRules.NONE,
                                                        5,
                                                        cancellation)))
                .isNotNull();
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
