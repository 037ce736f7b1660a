package app.parley.model.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.model.ModelListener;
import app.parley.model.ModelOutcome;
import app.parley.model.ModelRequest;
import app.parley.model.ModelRequest.Message;
import app.parley.model.ModelRequest.Purpose;
import app.parley.model.ModelRequest.Role;
import app.parley.model.ModelRequest.Source;
import app.parley.model.gateway.ModelCall;
import app.parley.model.gateway.ProviderConnection;
import app.parley.model.gateway.ProviderKind;
import app.parley.platform.Cancellation;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuideGatewayTests {
    private static final ProviderConnection HERE =
            new ProviderConnection(
                    "parley", ProviderKind.GUIDE, "Parley", URI.create("about:blank"), null);

    private static final Source OPENAI =
            new Source(
                    1,
                    "Connect a language model",
                    "Connect OpenAI",
                    """
                    To connect OpenAI, paste your key. Or set `OPENAI_API_KEY` before Parley starts:

                    ```sh
                    OPENAI_API_KEY=sk-... ./parley
                    ```

                    You make a key on OpenAI's page.""");

    private static final Source WEATHER =
            new Source(2, "Weather", "", "The weather is fine. It may rain tomorrow.");

    private final GuideGateway atOnce = new GuideGateway(new Pacing(0), () -> false);

    @Test
    void quotesTheSourceThatAnswersAndNumbersIt() {
        var answer = answer("How do I connect OpenAI?", List.of(OPENAI, WEATHER));
        assertThat(answer)
                .startsWith(
                        """
                        To connect OpenAI, paste your key. Or set `OPENAI_API_KEY` before Parley starts [1]:

                        ```sh
                        OPENAI_API_KEY=sk-... ./parley
                        ```

                        You make a key on OpenAI's page. [1]""")
                .doesNotContain("weather");
    }

    @Test
    void everySentenceIsWordForWordInASource() {
        var answer = answer("Will it rain, and what about OpenAI?", List.of(WEATHER, OPENAI));
        var quoted = answer.substring(0, answer.indexOf("No language model is connected"));
        var said = WEATHER.text() + OPENAI.text();
        for (var sentence : quoted.replaceAll("\\s*\\[\\d+]", "").split("(?<=\\.)\\s+")) {
            assertThat(said).contains(sentence.strip());
        }
    }

    @Test
    void citesOnlySourcesThatItWasGiven() {
        var answer = answer("rain connect key weather", List.of(OPENAI, WEATHER));
        assertThat(answer).containsPattern("\\[[12]]").doesNotContainPattern("\\[[03-9]]");
    }

    @Test
    void keepsStepsTogetherWithWhatAnnouncesThem() {
        var steps = "1. Open *Settings*.\n2. Click *Add*.\n3. Save.";
        var filler = "This sentence is about gardens and trees, and about nothing else. ".repeat(9);
        var source =
                new Source(
                        1,
                        "Models",
                        "",
                        filler + "\n\nTo add a provider, do this:\n\n" + steps + "\n\n" + filler);
        assertThat(answer("How do I add a provider?", List.of(source)))
                .contains("To add a provider, do this [1]:\n\n" + steps + " [1]")
                .doesNotContain("gardens");
    }

    @Test
    void quotesWhatASentenceRefersBackTo() {
        var filler = "Gardens have trees and flowers of every kind in them. ".repeat(12);
        var source =
                new Source(
                        1,
                        "Index",
                        "",
                        filler + "The index is a cache. It is rebuilt when missing.");
        assertThat(answer("What if it is missing and must be rebuilt?", List.of(source)))
                .contains("The index is a cache. It is rebuilt when missing. [1]");
    }

    @Test
    void ofALongTableOnlyTheRowsThatMatter() {
        var table = new StringBuilder("| name | what |\n|---|---|\n");
        for (int i = 0; i < 20; i++) {
            table.append("| `SETTING_").append(i).append("` | thing ").append(i).append(" |\n");
        }
        table.append("| `PORT` | the port |");
        var answer = answer("port", List.of(new Source(1, "Settings", "", table.toString())));
        assertThat(answer)
                .startsWith("| name | what |\n|---|---|\n| `PORT` | the port |\n\n[1]")
                .doesNotContain("SETTING_3");
    }

    @Test
    void saysOnceThatNoLanguageModelIsConnected() {
        var first = answer("How do I connect OpenAI?", List.of(OPENAI));
        assertThat(first)
                .containsOnlyOnce("No language model is connected")
                .contains("Settings > Models");
        var second =
                answer(
                        atOnce,
                        List.of(
                                new Message(Role.USER, "How do I connect OpenAI?"),
                                new Message(Role.ASSISTANT, first),
                                new Message(Role.USER, "Will it rain?")),
                        List.of(WEATHER));
        assertThat(second).contains("rain").doesNotContain("No language model");
    }

    @Test
    void doesNotSaySoWhenOneIsConnected() {
        var gateway = new GuideGateway(new Pacing(0), () -> true);
        var asked = List.of(new Message(Role.USER, "Will it rain?"));
        assertThat(answer(gateway, asked, List.of(WEATHER))).doesNotContain("language model");
        assertThat(answer(gateway, asked, List.of())).contains("choose a language model");
    }

    @Test
    void saysWhenNothingWasFound() {
        assertThat(answer("What is the capital of France?", List.of()))
                .startsWith("I found nothing about that.")
                .doesNotContain("Paris")
                .doesNotContainPattern("\\[\\d+]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hi",
                "hello!",
                "Who are you?",
                "what can you do",
                "Are you ChatGPT?",
                "help",
                "",
                "👋"
            })
    void introducesItselfAndPretendsNothing(String question) {
        assertThat(answer(question, List.of(WEATHER)))
                .contains("I am the Guide")
                .contains("I am not a language model")
                .doesNotContain("rain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"thanks", "Thank you!", "ok", "bye"})
    void takesThanks(String question) {
        assertThat(answer(question, List.of(WEATHER))).startsWith("You are welcome.");
    }

    @Test
    void makesATitle() {
        var request =
                new ModelRequest(
                        "parley/guide",
                        List.of(new Message(Role.USER, "How do I connect OpenAI?")),
                        List.of(),
                        Purpose.TITLE);
        var said = new Said();
        ask(atOnce, request, said, new Cancellation());
        assertThat(said.text()).isEqualTo("Connect OpenAI");
    }

    @Test
    void writesAsFastAsPeopleRead() {
        var said = new Said();
        long start = System.nanoTime();
        var outcome =
                ask(
                        new GuideGateway(new Pacing(200), () -> true),
                        request(List.of(new Message(Role.USER, "connect OpenAI")), List.of(OPENAI)),
                        said,
                        new Cancellation());
        var took = Duration.ofNanos(System.nanoTime() - start);
        int words = said.text().strip().split("\\s+").length;
        assertThat(said.pieces).hasSize(words);
        assertThat(took).isGreaterThan(Duration.ofMillis((words - 1) * 5L));
        assertThat(said.text()).startsWith("To connect OpenAI, paste your key.");
        assertThat(outcome.estimated()).isTrue();
        assertThat(outcome.outputTokens()).isPositive();
    }

    @Test
    void stopsAtOnce() {
        var cancellation = new Cancellation();
        var said =
                new Said() {
                    @Override
                    public void text(String delta) {
                        super.text(delta);
                        if (pieces.size() == 3) {
                            cancellation.cancel();
                        }
                    }
                };
        var slow = new GuideGateway(new Pacing(1), () -> true);
        var request = request(List.of(new Message(Role.USER, "hi")), List.of());
        var quick = new GuideGateway(new Pacing(1000), () -> true);
        assertThatThrownBy(() -> ask(quick, request, said, cancellation))
                .isInstanceOf(CancellationException.class);
        assertThat(said.pieces).hasSize(3);
        var nothing = new Said();
        assertThatThrownBy(() -> ask(slow, request, nothing, cancellation))
                .isInstanceOf(CancellationException.class);
        assertThat(nothing.pieces).hasSizeLessThan(2);
    }

    @Test
    void isOneModelThatNeedsSources() {
        assertThat(atOnce.kind()).isEqualTo(ProviderKind.GUIDE);
        var models = atOnce.models(HERE, new Cancellation());
        assertThat(models).hasSize(1);
        assertThat(models.getFirst().id()).isEqualTo("guide");
        assertThat(models.getFirst().needsSources()).isTrue();
    }

    private String answer(String question, List<Source> sources) {
        return answer(atOnce, List.of(new Message(Role.USER, question)), sources);
    }

    private static String answer(
            GuideGateway gateway, List<Message> messages, List<Source> sources) {
        var said = new Said();
        ask(gateway, request(messages, sources), said, new Cancellation());
        return said.text();
    }

    private static ModelRequest request(List<Message> messages, List<Source> sources) {
        return new ModelRequest("parley/guide", messages, sources, Purpose.ANSWER);
    }

    private static ModelOutcome ask(
            GuideGateway gateway,
            ModelRequest request,
            ModelListener listener,
            Cancellation cancellation) {
        return gateway.stream(
                HERE,
                new ModelCall("guide", request.messages(), null, request),
                listener,
                cancellation);
    }

    private static class Said implements ModelListener {
        final List<String> pieces = new ArrayList<>();

        @Override
        public void text(String delta) {
            assertThat(delta).isNotEmpty();
            pieces.add(delta);
        }

        @Override
        public void reasoning(String delta) {
            throw new AssertionError("the Guide does not think");
        }

        String text() {
            return String.join("", pieces);
        }
    }
}
