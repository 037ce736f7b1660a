package app.parley.chat;

import app.parley.conversation.Citation;
import app.parley.knowledge.FoundPassage;
import app.parley.model.ModelOutcome;
import app.parley.model.ModelRequest;
import app.parley.platform.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A turn while this process runs it. The pipeline's thread owns everything but the log, the
 * cancellation and the flags, which others may use at any time.
 */
final class Turn {
    private final TurnRow row;
    private final TurnLog log = new TurnLog();
    private final TurnLog.Cursor saved = log.start();
    private final Cancellation cancellation = new Cancellation();
    private volatile boolean draining;
    private volatile boolean ending;
    private volatile boolean passedModeration;

    /** What the model is sent: the branch up to the question, in reading order. */
    List<ModelRequest.Message> history = List.of();

    /** The question as the person put it. */
    String question = "";

    /** What the question is looked up as, once it is known. */
    @Nullable String searchQuery;

    /** What pages of the web say, the best first. */
    List<FoundPassage> webPassages = List.of();

    List<FoundPassage> passages = List.of();
    final List<Citation> citations = new ArrayList<>();
    @Nullable ModelOutcome outcome;

    Turn(TurnRow row) {
        this.row = row;
        log.append(
                new ChatEvent.Started(
                        row.id(),
                        row.userMessageId(),
                        row.answerId(),
                        row.model(),
                        row.continues()));
    }

    TurnRow row() {
        return row;
    }

    UUID id() {
        return row.id();
    }

    TurnLog log() {
        return log;
    }

    /** The writer's place: up to here the log is saved. */
    TurnLog.Cursor saved() {
        return saved;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    void stop() {
        cancellation.cancel();
    }

    /**
     * The process stops: what is there is kept, and the person may go on later. A turn that was
     * stopped before stays stopped.
     */
    void interrupt() {
        if (!cancellation.isCancelled()) {
            draining = true;
            cancellation.cancel();
        }
    }

    boolean wasInterrupted() {
        return draining;
    }

    /** From now on the turn's end is being written; its row may change under a save. */
    void beginEnding() {
        ending = true;
        log.seal();
    }

    boolean isEnding() {
        return ending;
    }

    /** From now on models may see the question. */
    void passModeration() {
        passedModeration = true;
    }

    boolean hasPassedModeration() {
        return passedModeration;
    }

    void throwIfStopped() {
        if (cancellation.isCancelled()) {
            throw new CancellationException();
        }
    }
}
