package app.parley.chat;

import app.parley.model.ModelException;
import app.parley.model.ModelFailure;
import app.parley.model.ModelListener;
import app.parley.model.ModelOutcome;
import app.parley.model.ModelRequest;
import app.parley.model.Models;
import app.parley.moderation.AnswerRules;
import app.parley.moderation.Finding;
import app.parley.moderation.Moderation;
import app.parley.platform.Cancellation;
import app.parley.platform.task.Tasks;
import org.springframework.stereotype.Component;

/**
 * The one way from a turn to a model: answers, titles and search queries go through here, so that
 * no question reaches a model before it was judged, and no words of a model reach anybody unseen.
 * Where nothing is looked for, the model's words take no detour.
 */
@Component
class ModeratedModels {
    private final Models models;
    private final Moderation moderation;
    private final Tasks tasks;

    ModeratedModels(Models models, Moderation moderation, Tasks tasks) {
        this.models = models;
        this.moderation = moderation;
        this.tasks = tasks;
    }

    /**
     * Asks for the answer.
     *
     * @throws Blocked if it is withheld; what was shown of it is taken back then
     */
    ModelOutcome answer(Turn turn, ModelRequest request, ModelListener listener) {
        check(turn);
        var rules = moderation.forAnswersTo(turn.row().ownerId());
        return rules.isEmpty()
                ? models.stream(request, listener, turn.cancellation())
                : screened(turn, request, listener, rules.get());
    }

    /**
     * Asks for a few words that are used as a whole.
     *
     * @return what the model says
     * @throws ModelException also where the rules forbid what it says
     */
    String words(Turn turn, ModelRequest request, Cancellation cancellation) {
        check(turn);
        var words = new Words();
        models.stream(request, words, cancellation);
        var said = words.text.toString();
        var rules = moderation.forAnswersTo(turn.row().ownerId());
        if (rules.isPresent() && rules.get().in(said).stream().anyMatch(Finding::blocks)) {
            throw new ModelException(ModelFailure.REFUSED, "The words are against the rules.");
        }
        return said;
    }

    private static void check(Turn turn) {
        if (!turn.hasPassedModeration()) {
            throw new ModelException(
                    ModelFailure.REFUSED, "The question was not judged, or is against the rules.");
        }
    }

    private ModelOutcome screened(
            Turn turn, ModelRequest request, ModelListener listener, AnswerRules rules) {
        var call = new Cancellation();
        turn.cancellation().onCancel(call::cancel);
        try (var screen = new AnswerScreen(rules, listener, call, tasks)) {
            try {
                var outcome = models.stream(request, screen, call);
                screen.end();
                return outcome;
            } catch (RuntimeException broken) {
                screen.breakOff();
                var blocking = screen.blocking();
                if (blocking == null) {
                    throw broken;
                }
                turn.log().append(new ChatEvent.Resync(""));
                throw Blocked.answer(blocking.category());
            } finally {
                tell(turn, screen);
            }
        }
    }

    private void tell(Turn turn, AnswerScreen screen) {
        for (var found : screen.findings()) {
            if (found.finding().warns()) {
                turn.log().append(ChatEvent.Warned.of(found.finding().category()));
            }
            moderation.foundInAnswer(Moderate.subject(turn), found.finding(), found.original());
        }
    }

    private static final class Words implements ModelListener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void text(String delta) {
            text.append(delta);
        }

        @Override
        public void reasoning(String delta) {
            // nobody sees it
        }
    }
}
