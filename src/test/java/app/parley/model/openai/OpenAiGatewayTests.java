package app.parley.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.model.ModelFailure;
import app.parley.model.ModelOutcome;
import app.parley.model.ModelRequest;
import app.parley.model.ModelRequest.Message;
import app.parley.model.ModelRequest.Purpose;
import app.parley.model.ModelRequest.Role;
import app.parley.model.gateway.ModelCall;
import app.parley.model.gateway.ModelGateway;
import app.parley.model.gateway.ModelGatewayContract;
import app.parley.model.gateway.ProviderKind;
import app.parley.model.http.ProviderHttp;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiGatewayTests extends ModelGatewayContract {
    @Override
    protected ModelGateway gateway(ProviderHttp http) {
        return new OpenAiGateway(http);
    }

    @Override
    protected ProviderKind kind() {
        return ProviderKind.OPENAI;
    }

    @Override
    protected String path() {
        return "/v1";
    }

    @Test
    void handsOverTogetherWhatArrivesTogether() {
        ask("joined");

        assertThat(heard.pieces.size()).isLessThanOrEqualTo(5);
        heard.pieces.clear();
        ask("flood:tokens=20000");
        assertThat(heard.pieces.size()).isLessThan(10_000);
    }

    @Test
    void sendsTheKeyAndAsksForTheUsage() {
        ask("echo");

        var request = STUB.requests().getLast();
        assertThat(request.headers()).containsEntry("authorization", "Bearer sk-test-canary");
        assertThat(request.body()).contains("\"include_usage\":true");
    }

    @Test
    void asksAgainWithoutTheOptionThatTheServerRejectsAndRemembers() {
        var outcome = ask("rejects-options");

        assertThat(heard.words()).isEqualTo("Hi there");
        assertThat(outcome.estimated()).isTrue();
        var before = STUB.requestCount();
        ask("rejects-options");
        assertThat(STUB.requestCount()).isEqualTo(before + 1);
    }

    @Test
    void asksAgainWithoutTheLimitThatTheServerRejects() {
        var messages = List.of(new Message(Role.USER, "Hi there"));
        var call =
                new ModelCall(
                        "rejects-limit",
                        messages,
                        50,
                        new ModelRequest("acme/x", messages, List.of(), Purpose.TITLE));

        gateway(http).stream(connection(), call, heard, cancellation);

        assertThat(heard.words()).isEqualTo("Hi there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tools", "no-done"})
    void answersInSpiteOf(String behaviour) {
        ask(behaviour);

        assertThat(heard.words()).isEqualTo(HELLO);
    }

    @Test
    void readsTheOtherFieldForReasoning() {
        ask("reasoning-field");

        assertThat(heard.reasoned()).isEqualTo("First I think.");
        assertThat(heard.words()).isEqualTo(HELLO);
    }

    @Test
    void takesAnAnswerThatIsNotStreamed() {
        var outcome = ask("whole");

        assertThat(heard.words()).isEqualTo("Hi there");
        assertThat(outcome).isEqualTo(new ModelOutcome(12, 2, false, false));
    }

    @Test
    void joinsTheHalvesOfASurrogatePairFromTwoChunks() {
        ask("split-utf8");

        assertThat(heard.words()).isEqualTo(HELLO + "🙂");
    }

    @Test
    void neverActsOnEventsThatAreNotWords() {
        ask("evil");

        assertThat(heard.words()).doesNotContain("fetch", "execute");
        assertThat(heard.thoughts).isEmpty();
    }

    @Test
    void doesNotFollowRedirectsWithItsKey() {
        assertThat(failureOf("redirect").failure()).isEqualTo(ModelFailure.UNREACHABLE);
    }
}
