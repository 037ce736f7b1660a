package app.parley.chat;

import app.parley.model.ModelException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Runs a turn from the question to the stored answer. A feature is a step here; nothing else knows
 * the order.
 */
@Component
class TurnPipeline {
    private static final Logger log = LoggerFactory.getLogger(TurnPipeline.class);

    private final List<TurnStep> steps;
    private final Persist persist;

    TurnPipeline(
            Recall recall,
            Moderate moderate,
            SearchWeb searchWeb,
            Ground ground,
            Generate generate,
            Persist persist) {
        steps = List.of(recall, moderate, searchWeb, ground, generate);
        this.persist = persist;
    }

    void run(Turn turn) {
        persist.end(turn, answer(turn));
    }

    private ChatEvent.Final answer(Turn turn) {
        try {
            for (var step : steps) {
                turn.throwIfStopped();
                step.apply(turn);
            }
            return finished(turn);
        } catch (CancellationException stopped) {
            return turn.wasInterrupted() ? new ChatEvent.Interrupted() : new ChatEvent.Stopped();
        } catch (Blocked blocked) {
            log.info("turn {}: {}", turn.id(), Blocked.CODE);
            return blocked.end();
        } catch (ModelException failure) {
            log.info(
                    "turn {}: {} failed: {}",
                    turn.id(),
                    turn.row().model(),
                    failure.failure().code());
            var wait = failure.retryAfter();
            return new ChatEvent.Failed(
                    failure.failure().code(),
                    String.valueOf(failure.getMessage()),
                    wait == null ? null : (int) Math.min(wait.toSeconds(), Integer.MAX_VALUE));
        } catch (RuntimeException unexpected) {
            // The outermost runner of a turn: whatever went wrong, the person gets an end and the
            // log the cause.
            log.error("turn {} failed", turn.id(), unexpected);
            return new ChatEvent.Failed(
                    "internal", "Something went wrong on the server. Please try again.", null);
        }
    }

    private static ChatEvent.Finished finished(Turn turn) {
        var outcome = turn.outcome;
        return outcome == null
                ? new ChatEvent.Finished(new ChatEvent.Finished.Usage(0, 0, true), false)
                : new ChatEvent.Finished(
                        new ChatEvent.Finished.Usage(
                                outcome.inputTokens(), outcome.outputTokens(), outcome.estimated()),
                        outcome.cutShort());
    }
}
