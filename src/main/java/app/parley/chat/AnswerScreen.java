package app.parley.chat;

import app.parley.model.ModelListener;
import app.parley.moderation.AnswerRules;
import app.parley.moderation.Finding;
import app.parley.platform.Cancellation;
import app.parley.platform.task.Signal;
import app.parley.platform.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at an answer while it is written. New text is looked at in small batches, each with enough
 * of what went before that a match may span them; the last characters, which may still become a
 * match, are held back, but never longer than two ticks. The whole answer is looked at once more at
 * its end, for what is longer than the window. Where no rule can end the answer nothing is held
 * back.
 */
final class AnswerScreen implements ModelListener, AutoCloseable {
    /** So many new characters are looked at together: looking at each token would cost a window. */
    static final int BATCH = 64;

    /** What is looked at again with every batch. */
    static final int OVERLAP = 256;

    /** What waits for what follows it. */
    static final int HELD = 64;

    /** The longest that text waits is twice this. */
    static final Duration TICK = Duration.ofMillis(150);

    private final AnswerRules rules;
    private final ModelListener listener;
    private final Cancellation call;
    private final Signal over;
    private final boolean holdsBack;
    private final Stretch text = new Stretch(TurnLog.Kind.TEXT);
    private final Stretch reasoning = new Stretch(TurnLog.Kind.REASONING);
    private final List<Found> findings = new ArrayList<>();
    private final Set<String> found = new HashSet<>();
    private @Nullable Finding blocking;
    private boolean ended;

    AnswerScreen(AnswerRules rules, ModelListener listener, Cancellation call, Tasks tasks) {
        this.rules = rules;
        this.listener = listener;
        this.call = call;
        holdsBack = rules.canBlock();
        over = tasks.signal();
        if (holdsBack) {
            tasks.start("answer-screen", this::tickUntilOver);
        }
    }

    /**
     * @param original all that was said of the kind, shown or not; the finding's place is in it
     */
    record Found(Finding finding, String original) {}

    private final class Stretch {
        private final TurnLog.Kind kind;
        private final StringBuilder all = new StringBuilder();
        private int looked;
        private int released;
        private int atLastTick;

        Stretch(TurnLog.Kind kind) {
            this.kind = kind;
        }

        void add(String delta) {
            all.append(delta);
            if (all.length() - looked >= BATCH) {
                look();
            }
            if (!holdsBack) {
                release(all.length());
            } else {
                release(Math.min(looked, all.length() - HELD));
            }
        }

        void look() {
            if (looked == all.length()) {
                return;
            }
            int from = Math.max(0, looked - OVERLAP);
            looked = all.length();
            for (var finding : rules.in(all.substring(from))) {
                note(
                        new Finding(
                                finding.rule(),
                                finding.category(),
                                finding.action(),
                                from + finding.from(),
                                from + finding.to()),
                        this);
            }
        }

        void tick() {
            look();
            release(atLastTick);
            atLastTick = all.length();
        }

        void release(int until) {
            int to = until;
            if (to > released
                    && to < all.length()
                    && Character.isHighSurrogate(all.charAt(to - 1))) {
                to--;
            }
            if (to <= released || blocking != null) {
                return;
            }
            var piece = all.substring(released, to);
            released = to;
            switch (kind) {
                case TEXT -> listener.text(piece);
                case REASONING -> listener.reasoning(piece);
            }
        }
    }

    @Override
    public synchronized void text(String delta) {
        if (blocking == null) {
            // What was thought before comes before.
            reasoning.look();
            reasoning.release(reasoning.all.length());
            text.add(delta);
        }
    }

    @Override
    public synchronized void reasoning(String delta) {
        if (blocking == null) {
            text.look();
            text.release(text.all.length());
            reasoning.add(delta);
        }
    }

    /**
     * The model has said everything.
     *
     * @throws CancellationException if it is blocked
     */
    void end() {
        look();
        if (blocking() == null) {
            // Nothing comes any more; a provider may take its time without anybody's lock.
            var whole = rules.inWhole(text.all.toString(), call);
            var thought = rules.in(reasoning.all.toString());
            synchronized (this) {
                whole.forEach(finding -> note(finding, text));
                thought.forEach(finding -> note(finding, reasoning));
            }
        }
        finish();
        if (blocking() != null) {
            throw new CancellationException("blocked");
        }
    }

    /** The model broke off: what it has said until then is kept, unless it is blocked. */
    void breakOff() {
        look();
        finish();
    }

    private synchronized void look() {
        text.look();
        reasoning.look();
    }

    private synchronized void finish() {
        ended = true;
        reasoning.release(reasoning.all.length());
        text.release(text.all.length());
    }

    synchronized @Nullable Finding blocking() {
        return blocking;
    }

    /** Each rule once, in the order in which they were found. */
    synchronized List<Found> findings() {
        return List.copyOf(findings);
    }

    @Override
    public void close() {
        over.raise();
    }

    private void tickUntilOver() {
        while (!over.await(TICK)) {
            synchronized (this) {
                if (!ended && blocking == null) {
                    reasoning.tick();
                    text.tick();
                }
            }
        }
    }

    private void note(Finding finding, Stretch where) {
        if (found.add(finding.rule() + "\n" + finding.category())) {
            findings.add(new Found(finding, where.all.toString()));
        }
        if (finding.blocks() && blocking == null) {
            blocking = finding;
            call.cancel();
        }
    }
}
