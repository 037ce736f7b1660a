package app.parley.model.provider;

import static app.parley.support.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.parley.bench.StubModelServer;
import app.parley.model.ModelException;
import app.parley.model.ModelFailure;
import app.parley.model.ModelInfo;
import app.parley.model.ModelOutcome;
import app.parley.model.ModelRequest;
import app.parley.model.ModelRequest.Message;
import app.parley.model.ModelRequest.Purpose;
import app.parley.model.ModelRequest.Role;
import app.parley.model.gateway.Heard;
import app.parley.model.gateway.ProviderKind;
import app.parley.platform.Cancellation;
import app.parley.platform.error.ParleyException;
import app.parley.support.Awaiting;
import app.parley.support.TestDatabases;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ConnectedModelsTests {
    private final StubModelServer stub = StubModelServer.start();
    private final ModelFixture fixture = new ModelFixture(TestDatabases.sqlite());
    private final Heard heard = new Heard();
    private final Cancellation cancellation = new Cancellation();

    @AfterEach
    void close() {
        fixture.close();
        stub.close();
    }

    @Test
    void isTheGuideWhereNothingIsConnected() {
        fixture.start(Map.of());

        assertThat(fixture.models.defaultModel()).isEqualTo("parley/guide");
        assertThat(fixture.models.find("openai/x")).isEmpty();
    }

    @Test
    void offersWhatTheEnvironmentConnectsAtOnce() {
        stub.lists("text-embedding-3-small", "zeta-9000", "gpt-4o");

        fixture.start(environment());

        assertThat(fixture.modelIds())
                .containsExactly(
                        "openai/text-embedding-3-small", "openai/zeta-9000", "openai/gpt-4o");
        assertThat(fixture.models.defaultModel()).isEqualTo("openai/zeta-9000");
        assertThat(fixture.models.find("openai/gpt-4o"))
                .map(ModelInfo::capabilities)
                .contains(List.of("chat", "vision"));
    }

    @Test
    void remembersTheModelsAcrossRestarts() {
        stub.lists("zeta-9000");
        fixture.start(environment());
        stub.close();

        fixture.start(environment());

        assertThat(fixture.modelIds()).containsExactly("openai/zeta-9000");
        var entry = fixture.catalogue.entries().getFirst();
        assertThat(entry.listing().failure()).isEqualTo(ModelFailure.UNREACHABLE);
        assertThat(entry.listing().message()).contains("OpenAI cannot be reached");
    }

    @Test
    void startsInTimeAlthoughAProviderIsSilent() throws Exception {
        try (var silent = new java.net.ServerSocket(0)) {
            fixture.start(Map.of("openai.base-url", "http://127.0.0.1:" + silent.getLocalPort()));

            // It would be known that nobody answers if the start had waited for that.
            assertThat(fixture.catalogue.entries().getFirst().listing().failure()).isNull();
            assertThat(fixture.models.defaultModel()).isEqualTo("parley/guide");
        }
    }

    @Test
    void findsAnOllamaOnThisMachineWhileItIsThere() {
        stub.lists("llama3:8b");
        var here = Map.of("discover-ollama", "true", "local-ollama", stub.url("").toString());

        fixture.start(here);
        assertThat(fixture.models.defaultModel()).isEqualTo("ollama/llama3:8b");

        stub.close();
        fixture.start(here);
        assertThat(fixture.catalogue.entries()).isEmpty();
        assertThat(fixture.models.defaultModel()).isEqualTo("parley/guide");
    }

    @Test
    void listsAnOllamaOnceThatIsConnectedAndFound() {
        fixture.start(
                Map.of(
                        "ollama.base-url", stub.url("/v1").toString(),
                        "discover-ollama", "true",
                        "local-ollama", stub.url("").toString()));

        assertThat(fixture.catalogue.entries())
                .extracting(entry -> entry.provider().origin())
                .containsExactly(Origin.ENVIRONMENT);
    }

    @Test
    void prefersTheAdministratorsChoiceWhileItIsThere() {
        stub.lists("one", "two");
        fixture.start(environment());

        fixture.defaultModel.choose("openai/two");
        assertThat(fixture.models.defaultModel()).isEqualTo("openai/two");

        fixture.start(Map.of());
        assertThat(fixture.models.defaultModel()).isEqualTo("parley/guide");
    }

    @Test
    void streamsFromTheProviderOfTheModel() {
        fixture.start(environment());

        var outcome = ask("openai/echo");

        assertThat(heard.words()).isEqualTo("Hi there");
        assertThat(outcome).isEqualTo(new ModelOutcome(12, 2, false, false));
    }

    @Test
    void asksAModelWhoseIdHasSlashes() {
        stub.lists("echo", "org/echo");
        fixture.start(environment());

        failureOf("openai/org/echo");

        assertThat(stub.requests().getLast().body()).contains("\"model\":\"org/echo\"");
    }

    @Test
    void asksAVariantOfAListedModel() {
        fixture.start(environment());

        ask("openai/paced:tokens=3,interval=1");

        assertThat(heard.words()).startsWith("0@").contains(" 2@");
        assertThat(fixture.models.find("openai/nothing:tokens=3")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limited-once", "overloaded-once"})
    void asksAgainBeforeTheFirstWord(String behaviour) {
        fixture.start(environment());

        ask("openai/" + behaviour);

        assertThat(heard.words()).isEqualTo("Hi there");
    }

    @ParameterizedTest
    @CsvSource({"overloaded, 3", "cut, 1", "midstream-500, 1", "unauthorized, 1", "too-long, 1"})
    void asksAtMostThreeTimesAndNeverAfterAWord(String behaviour, int questions) {
        fixture.start(environment());
        var before = stub.requestCount();

        failureOf("openai/" + behaviour);

        assertThat(stub.requestCount() - before).isEqualTo(questions);
    }

    @Test
    void waitsAsLongAsTheProviderAsksFor() {
        fixture.start(environment());
        var start = System.nanoTime();

        assertThat(failureOf("openai/limited").failure()).isEqualTo(ModelFailure.RATE_LIMITED);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void stopsWaitingWhenCancelled() {
        fixture.start(environment());
        var before = stub.requestCount();
        Thread.ofVirtual()
                .start(
                        () -> {
                            Awaiting.until("it is refused", () -> stub.requestCount() > before);
                            cancellation.cancel();
                        });

        // Were the pause not cut short, the next try would be refused for good.
        assertThatThrownBy(() -> ask("openai/limited:after=9"))
                .isInstanceOf(CancellationException.class);
        assertThat(stub.requestCount()).isEqualTo(before + 1);
    }

    @Test
    void leavesAModelAloneThatKeepsFailingAndNotItsNeighbours() {
        fixture.start(environment());
        for (var i = 0; i < 5; i++) {
            failureOf("openai/failing");
        }
        var before = stub.requestCount();

        var failed = failureOf("openai/failing");

        assertThat(stub.requestCount()).isEqualTo(before);
        assertThat(failed.getMessage()).contains("left alone");
        assertThat(failed.retryAfter()).isPositive();
        ask("openai/echo");
        assertThat(heard.words()).isEqualTo("Hi there");
    }

    @Test
    void saysThatAModelIsGone() {
        fixture.start(environment());

        assertThat(failureOf("openai/nothing").failure()).isEqualTo(ModelFailure.NO_SUCH_MODEL);
    }

    @Test
    void makesATitle() {
        fixture.start(environment());
        var request =
                new ModelRequest(
                        "openai/stub",
                        List.of(new Message(Role.USER, "bake bread")),
                        List.of(),
                        Purpose.TITLE);

        fixture.models.stream(request, heard, cancellation);

        assertThat(heard.pieces).hasSize(1);
        assertThat(heard.words()).startsWith("About");
        assertThat(stub.requests().getLast().body()).contains("\"max_tokens\":256");
    }

    @Test
    void neverSendsAKeyToAnotherServerThanItWasEnteredFor() {
        fixture.start(Map.of());
        var added =
                fixture.providers.add(
                        ProviderKind.OPENAI,
                        "Acme",
                        stub.url("/v1").toString(),
                        "sk-secret-canary");
        var id = added.provider().key();
        try (var other = StubModelServer.start()) {
            assertThatThrownBy(
                            () ->
                                    fixture.providers.change(
                                            id, null, other.url("/v1").toString(), null, null))
                    .isInstanceOf(ParleyException.class)
                    .hasMessageContaining("old address");
            // and even if a row says so
            fixture.moveRow(id, other.url("/v1").toString());
            fixture.catalogue.readRows();
            fixture.catalogue.ask(fixture.catalogue.entry(id).orElseThrow().provider());

            assertThat(other.requests().toString()).doesNotContain("sk-secret-canary");
            assertThat(fixture.catalogue.entry(id).orElseThrow().provider().keyLost()).isTrue();
        }
    }

    @Test
    void keepsKeysSealed() {
        fixture.start(Map.of());

        fixture.providers.add(
                ProviderKind.OPENAI, "Acme", stub.url("/v1").toString(), "sk-secret-canary");

        assertThat(stub.requests().getLast().headers())
                .containsEntry("authorization", "Bearer sk-secret-canary");
        assertThat(fixture.rows()).contains("acme").doesNotContain("sk-secret-canary");
        assertThat(fixture.catalogue.entries().toString()).doesNotContain("sk-secret-canary");
    }

    @Test
    void seesWhatAnotherProcessHasConnected() {
        fixture.start(Map.of());
        try (var other = fixture.another()) {
            other.start(Map.of());
            other.providers.add(ProviderKind.OPENAI, "Acme", stub.url("/v1").toString(), "");

            eventually(() -> assertThat(fixture.models.find("acme/echo")).isPresent());
        }
    }

    private Map<String, String> environment() {
        return Map.of("openai.base-url", stub.url("/v1").toString(), "openai.api-key", "sk-test");
    }

    private ModelOutcome ask(String model) {
        return fixture.models.stream(
                new ModelRequest(
                        model,
                        List.of(new Message(Role.USER, "Hi there")),
                        List.of(),
                        Purpose.ANSWER),
                heard,
                cancellation);
    }

    private ModelException failureOf(String model) {
        return catchThrowableOfType(ModelException.class, () -> ask(model));
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
