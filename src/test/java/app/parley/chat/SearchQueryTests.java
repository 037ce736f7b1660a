package app.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.model.ModelException;
import app.parley.model.ModelFailure;
import app.parley.model.ModelInfo;
import app.parley.model.ModelListener;
import app.parley.model.ModelOutcome;
import app.parley.model.ModelRequest;
import app.parley.model.ModelRequest.Message;
import app.parley.model.ModelRequest.Role;
import app.parley.model.Models;
import app.parley.platform.Cancellation;
import app.parley.platform.task.Signal;
import app.parley.platform.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SearchQueryTests {
    private static final Message QUESTION = new Message(Role.USER, "How do I connect OpenAI?");
    private static final Message ANSWER = new Message(Role.ASSISTANT, "With a key.");
    private static final Message FOLLOW_UP = new Message(Role.USER, "And Ollama?");
    private static final String JOINED = "How do I connect OpenAI?\nAnd Ollama?";

    private final Answering models = new Answering();
    private final Hurrying tasks = new Hurrying();

    @Test
    void aFirstQuestionIsSearchedForAsItIs() {
        assertThat(query(turn("Ollama?", new Message(Role.USER, "Ollama?")))).isEqualTo("Ollama?");
        assertThat(models.requests).isEmpty();
    }

    @Test
    void aQuestionThatStandsAloneCostsNoCall() {
        var alone = new Message(Role.USER, "Where does Parley keep uploaded files on disk?");

        assertThat(query(turn(alone.text(), QUESTION, ANSWER, alone))).isEqualTo(alone.text());
        assertThat(models.requests).isEmpty();
    }

    @Test
    void aFollowUpIsPutInFullByTheModelOfTheTurn() {
        models.says = "  How do I connect Ollama?\n";

        assertThat(query(followUp())).isEqualTo("How do I connect Ollama?");
        assertThat(models.requests)
                .containsExactly(
                        new ModelRequest(
                                "openai/some",
                                List.of(QUESTION, ANSWER, FOLLOW_UP),
                                List.of(),
                                ModelRequest.Purpose.SEARCH_QUERY));
    }

    @Test
    void thePartOfAnAnswerThatIsGoneOnWithIsNotAsked() {
        models.says = "How do I connect Ollama?";

        query(turn(FOLLOW_UP.text(), QUESTION, ANSWER, FOLLOW_UP, ANSWER));

        assertThat(models.requests.getFirst().messages())
                .containsExactly(QUESTION, ANSWER, FOLLOW_UP);
    }

    @Test
    void whatIsNotOneLineIsNotUsed() {
        for (var said : List.of("", " \n ", "First\nSecond", "x".repeat(501))) {
            models.says = said;
            assertThat(query(followUp())).as(said).isEqualTo(JOINED);
        }
    }

    @Test
    void aModelThatFailsLeavesTheQuestionBefore() {
        models.fails = true;

        assertThat(query(followUp())).isEqualTo(JOINED);
    }

    @Test
    void aModelThatOnlyQuotesIsNotAsked() {
        models.needsSources = true;

        assertThat(query(followUp())).isEqualTo(JOINED);
        assertThat(models.requests).isEmpty();
    }

    @Test
    void aModelThatTakesTooLongIsNotWaitedFor() {
        models.hangs = true;
        tasks.patienceEnds = true;

        assertThat(query(followUp())).isEqualTo(JOINED);
    }

    @Test
    void aStoppedTurnStopsHereToo() {
        models.hangs = true;
        var turn = followUp();
        turn.stop();

        assertThatThrownBy(() -> query(turn)).isInstanceOf(CancellationException.class);
    }

    @Test
    void theWatchEndsWithTheCall() throws Exception {
        models.says = "How do I connect Ollama?";

        query(followUp());

        assertThat(tasks.started.join(Duration.ofMinutes(2))).isTrue();
    }

    private String query(Turn turn) {
        turn.passModeration();
        var moderated = new ModeratedModels(models, new NoModeration(), tasks);
        return new SearchQuery(models, moderated, tasks).of(turn);
    }

    private static Turn followUp() {
        return turn(FOLLOW_UP.text(), QUESTION, ANSWER, FOLLOW_UP);
    }

    private static Turn turn(String question, Message... history) {
        var id = UUID.randomUUID();
        var turn =
                new Turn(
                        new TurnRow(
                                id,
                                id,
                                id,
                                id,
                                id,
                                "openai/some",
                                new TurnRow.Options(false, null),
                                TurnRow.State.RUNNING,
                                id,
                                0,
                                0,
                                null,
                                Instant.EPOCH));
        turn.question = question;
        turn.history = List.of(history);
        return turn;
    }

    private static final class Answering implements Models {
        private final List<ModelRequest> requests = new ArrayList<>();
        private String says = "";
        private boolean fails;
        private boolean hangs;
        private boolean needsSources;

        @Override
        public String defaultModel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<ModelInfo> find(String modelId) {
            return Optional.of(
                    new ModelInfo(modelId, modelId, "p", "P", List.of("chat"), null, needsSources));
        }

        @Override
        public ModelOutcome stream(
                ModelRequest request, ModelListener listener, Cancellation cancellation) {
            requests.add(request);
            if (fails) {
                throw new ModelException(ModelFailure.OVERLOADED, "not now");
            }
            if (hangs) {
                var cancelled = new CountDownLatch(1);
                cancellation.onCancel(cancelled::countDown);
                try {
                    assertThat(cancelled.await(2, TimeUnit.MINUTES)).isTrue();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
                throw new CancellationException();
            }
            listener.reasoning("Hm.");
            listener.text(says);
            return new ModelOutcome(1, 1, false, false);
        }
    }

    /** Threads as they are; patience that is at an end at once, or not for a long time. */
    private static final class Hurrying implements Tasks {
        private Thread started = new Thread();
        private boolean patienceEnds;

        @Override
        public void start(String name, Runnable work) {
            started = Thread.ofVirtual().start(work);
        }

        @Override
        public long monotonicMillis() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void pause(Duration duration) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Signal signal() {
            var raised = new AtomicBoolean();
            var latch = new CountDownLatch(1);
            return new Signal() {
                @Override
                public void raise() {
                    raised.set(true);
                    latch.countDown();
                }

                @Override
                public boolean await(Duration atMost) {
                    if (!patienceEnds) {
                        try {
                            latch.await();
                        } catch (InterruptedException interrupted) {
                            Thread.currentThread().interrupt();
                        }
                    }
                    return raised.get();
                }
            };
        }
    }
}
