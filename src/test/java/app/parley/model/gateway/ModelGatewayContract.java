package app.parley.model.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.parley.bench.StubModelServer;
import app.parley.model.ModelException;
import app.parley.model.ModelFailure;
import app.parley.model.ModelOutcome;
import app.parley.model.ModelRequest;
import app.parley.model.ModelRequest.Message;
import app.parley.model.ModelRequest.Purpose;
import app.parley.model.ModelRequest.Role;
import app.parley.model.http.Deadlines;
import app.parley.model.http.ProviderHttp;
import app.parley.platform.Cancellation;
import app.parley.support.Awaiting;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every gateway to a provider promises, however the provider behaves. */
@Timeout(20)
public abstract class ModelGatewayContract {
    /** What the stub says where its behaviour names nothing else. */
    protected static final String HELLO = "Hello wörld \"🙂\"\ndone";

    protected static final Duration IDLE = Duration.ofSeconds(1);
    protected static final StubModelServer STUB = StubModelServer.start();

    protected final ProviderHttp http =
            http(new Deadlines(Duration.ofSeconds(20), Duration.ofSeconds(60)));
    private final ProviderHttp impatient = http(new Deadlines(Duration.ofSeconds(20), IDLE));
    protected final Heard heard = new Heard();
    protected final Cancellation cancellation = new Cancellation();
    private ModelGateway gateway;

    protected abstract ModelGateway gateway(ProviderHttp http);

    protected ProviderHttp http(Deadlines deadlines) {
        return new ProviderHttp(deadlines);
    }

    protected abstract ProviderKind kind();

    /** The path of the base URL. */
    protected abstract String path();

    @BeforeEach
    void open() {
        gateway = gateway(http);
    }

    @AfterEach
    void close() {
        http.close();
        impatient.close();
    }

    @Test
    void namesItsKind() {
        assertThat(gateway.kind()).isEqualTo(kind());
    }

    @Test
    void listsTheModelsInTheProvidersOrderAlsoUnknownOnes() {
        try (var stub = StubModelServer.start()) {
            stub.lists("zeta-9000", "alpha");

            var models = gateway.models(connection(stub.url(path()), "sk-test"), cancellation);

            assertThat(models).extracting(UpstreamModel::id).containsExactly("zeta-9000", "alpha");
            assertThat(models)
                    .allSatisfy(model -> assertThat(model.capabilities()).contains("chat"));
        }
    }

    @Test
    void saysWhyTheModelsCannotBeListed() {
        assertThatThrownBy(
                        () -> gateway.models(connection(STUB.url(path()), "wrong"), cancellation))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("key for Acme was refused")
                .extracting(failed -> ((ModelException) failed).failure())
                .isEqualTo(ModelFailure.BAD_KEY);
    }

    @Test
    void streamsTheWordsWithTheUsage() {
        var outcome = ask("joined");

        assertThat(heard.words()).isEqualTo(HELLO);
        assertThat(outcome).isEqualTo(new ModelOutcome(12, 5, false, false));
    }

    @Test
    void saysThatAnAnswerEndedAtTheLimitOfItsLength() {
        var outcome = ask("length");

        assertThat(heard.words()).isEqualTo(HELLO);
        assertThat(outcome).isEqualTo(new ModelOutcome(12, 5, false, true));
    }

    @Test
    void callsTheListenerOnTheCallingThreadAlone() {
        ask("joined");

        assertThat(heard.threads).containsOnly(Thread.currentThread());
    }

    @Test
    void sendsTheWholeConversation() {
        var call =
                call(
                        "echo",
                        new Message(Role.SYSTEM, "Be brief."),
                        new Message(Role.USER, "One é \"quoted\"\n\\ two \u0001"),
                        new Message(Role.ASSISTANT, "Yes."),
                        new Message(Role.USER, "Say ß 漢字 🙂 </s>"));

        gateway.stream(connection(), call, heard, cancellation);

        assertThat(heard.words()).isEqualTo("Say ß 漢字 🙂 </s>");
        var body = STUB.requests().getLast().body();
        assertThat(body).contains("Be brief.", "Yes.");
        assertThat(body.indexOf("quoted")).isLessThan(body.indexOf("Yes."));
    }

    @Test
    void saysHalfASurrogatePairAsAReplacement() {
        var call = call("echo", new Message(Role.USER, "broken \ud83d here"));

        gateway.stream(connection(), call, heard, cancellation);

        assertThat(heard.words()).matches("broken [?\uFFFD] here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"noise", "evil"})
    void understandsWhatIsUnusual(String behaviour) {
        ask(behaviour);

        assertThat(heard.words()).isEqualTo(HELLO);
    }

    @Test
    void keepsCharactersWholeThatArriveInPieces() {
        ask("split-utf8");

        assertThat(heard.words()).startsWith(HELLO);
        assertThat(heard.pieces)
                .allSatisfy(piece -> assertThat(piece).isNotEmpty().doesNotContain("\uFFFD"));
    }

    @Test
    void tellsReasoningApartFromTheAnswer() {
        ask("reasoning");

        assertThat(heard.reasoned()).isEqualTo("First I think.");
        assertThat(heard.words()).isEqualTo(HELLO);
    }

    @Test
    void estimatesTheUsageThatIsNotTold() {
        var outcome = ask("no-usage");

        assertThat(outcome.estimated()).isTrue();
        assertThat(outcome.inputTokens()).isPositive();
        assertThat(outcome.outputTokens()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "unauthorized, BAD_KEY",
        "missing, NO_SUCH_MODEL",
        "limited, RATE_LIMITED",
        "overloaded, OVERLOADED",
        "failing, OVERLOADED",
        "too-long, TOO_LONG",
        "filtered, REFUSED",
        "midstream-429, RATE_LIMITED",
        "midstream-500, OVERLOADED",
        "reset, BROKEN_STREAM",
        "cut, BROKEN_STREAM",
        "unfinished, BROKEN_STREAM",
        "malformed, BROKEN_STREAM",
        "huge-line, BROKEN_STREAM",
        "html, UNREACHABLE",
        "redirect, UNREACHABLE",
    })
    void namesTheFailureAndAWayOutAndNothingInternal(String behaviour, ModelFailure failure) {
        var failed = failureOf(behaviour);

        assertThat(failed.failure()).isEqualTo(failure);
        assertThat(failed.getMessage())
                .endsWith(".")
                .doesNotContain("127.0.0.1", "worker.py", "sk-", "canary", "Exception", "null");
    }

    @Test
    void tellsHowLongToWait() {
        assertThat(failureOf("limited").retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "cut", "silent", "midstream-500"})
    void hasHandedOverWhatArrivedBeforeTheBreak(String behaviour) {
        gateway = gateway(impatient);

        failureOf(behaviour);

        assertThat(heard.words()).isEqualTo("Hello wörld ");
    }

    @Test
    void givesUpOnSilenceBetweenBytes() {
        gateway = gateway(impatient);
        var start = System.nanoTime();

        var failed = failureOf("silent");

        assertThat(failed.failure()).isEqualTo(ModelFailure.BROKEN_STREAM);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(IDLE.dividedBy(2));
    }

    @Test
    void givesUpOnSilenceBeforeTheHeaders() {
        gateway = gateway(impatient);

        var failed = failureOf("mute");

        assertThat(failed.failure()).isIn(ModelFailure.UNREACHABLE, ModelFailure.BROKEN_STREAM);
        assertThat(heard.words()).isEmpty();
    }

    @Test
    void isPatientWithAStreamThatTakesLongerThanTheIdleDeadline() {
        try (var patient = http(new Deadlines(Duration.ofSeconds(20), IDLE))) {
            gateway(patient).stream(
                    connection(),
                    call("paced:tokens=15,interval=100", new Message(Role.USER, "Go")),
                    heard,
                    cancellation);
        }

        assertThat(heard.words().split(" ")).hasSize(15);
    }

    @Test
    void saysThatNobodyIsThere() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var nowhere = connection(URI.create("http://127.0.0.1:" + port + path()), "sk-test");

        var failed =
                catchThrowableOfType(
                        ModelException.class,
                        () -> gateway.stream(nowhere, call("echo"), heard, cancellation));

        assertThat(failed.failure()).isEqualTo(ModelFailure.UNREACHABLE);
        assertThat(failed.getMessage())
                .contains("Acme cannot be reached")
                .doesNotContain("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow", "silent", "mute", "flood:tokens=10000000"})
    void givesTheConnectionUpWhenCancelled(String behaviour) throws Exception {
        try (var stub = StubModelServer.start()) {
            var connection = connection(stub.url(path()), "sk-test");
            var asked =
                    inBackground(
                            () -> gateway.stream(connection, call(behaviour), heard, cancellation));
            await(() -> stub.openAnswers() == 1);
            Thread.sleep(100);

            cancellation.cancel();

            assertThatThrownBy(() -> asked.get(50, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(CancellationException.class);
            await(() -> stub.openAnswers() == 0);
            var pieces = heard.pieces.size();
            Thread.sleep(100);
            assertThat(heard.pieces).hasSize(pieces);
        }
    }

    @Test
    void asksNobodyWhenItIsCancelledAlready() {
        cancellation.cancel();

        assertThatThrownBy(() -> ask("echo")).isInstanceOf(CancellationException.class);
        assertThat(heard.words()).isEmpty();
    }

    @Test
    void losesNothingOfAFlood() {
        ask("flood:tokens=20000");

        var tokens = heard.words().split(" ");
        assertThat(tokens).hasSize(20_000);
        for (var i = 0; i < tokens.length; i++) {
            assertThat(tokens[i]).startsWith(i + "@");
        }
    }

    protected ModelOutcome ask(String behaviour) {
        return gateway.stream(connection(), call(behaviour), heard, cancellation);
    }

    protected ModelException failureOf(String behaviour) {
        return catchThrowableOfType(ModelException.class, () -> ask(behaviour));
    }

    protected ProviderConnection connection() {
        return connection(STUB.url(path()), "sk-test-canary");
    }

    protected ProviderConnection connection(URI baseUrl, String key) {
        return new ProviderConnection("acme", kind(), "Acme", baseUrl, key);
    }

    protected static ModelCall call(String behaviour) {
        return call(behaviour, new Message(Role.USER, "Hi there"));
    }

    protected static ModelCall call(String behaviour, Message... messages) {
        return new ModelCall(
                behaviour,
                List.of(messages),
                null,
                new ModelRequest(
                        "acme/" + behaviour, List.of(messages), List.of(), Purpose.ANSWER));
    }

    protected static <T> CompletableFuture<T> inBackground(Callable<T> work) {
        var future = new CompletableFuture<T>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                future.complete(work.call());
                            } catch (Throwable failed) {
                                future.completeExceptionally(failed);
                            }
                        });
        return future;
    }

    protected static void await(Callable<Boolean> condition) {
        Awaiting.until("it is so", condition);
    }
}
