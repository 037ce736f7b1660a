package app.parley.simulation;

import app.parley.model.ModelException;
import app.parley.model.ModelFailure;
import app.parley.model.ModelInfo;
import app.parley.model.ModelListener;
import app.parley.model.ModelOutcome;
import app.parley.model.ModelRequest;
import app.parley.model.Models;
import app.parley.platform.Cancellation;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CancellationException;

/**
 * Models that say what the seed wants: words, thoughts, citations, nothing for a while, and now and
 * then a failure. No word is said twice, so that a lost or doubled one is noticed.
 */
final class ScriptedModels implements Models {
    private static final String[] SPICE = {
        "", "", "", "\ud83c\udf33", "\"", "\n", "é", "[1]", "[2, 1]"
    };

    /** Longer than draining waits. */
    static final int LONGEST_SILENCE = 60_000;

    private final World world;
    private final Random random;
    private final boolean quoteOnly;
    private int words;

    ScriptedModels(World world, Random random) {
        this.world = world;
        this.random = random;
        quoteOnly = random.nextBoolean();
    }

    @Override
    public String defaultModel() {
        return "sim/chatty";
    }

    @Override
    public Optional<ModelInfo> find(String modelId) {
        return Optional.of(
                new ModelInfo(
                        modelId, modelId, "sim", "Simulation", List.of("chat"), null, quoteOnly));
    }

    @Override
    public ModelOutcome stream(
            ModelRequest request, ModelListener listener, Cancellation cancellation) {
        var task = world.scheduler.current();
        return switch (request.purpose()) {
            case TITLE, SEARCH_QUERY -> line(listener, cancellation);
            case ANSWER, GROUNDED_ANSWER ->
                    answer(
                            UUID.fromString(task.name.substring("turn-".length())),
                            listener,
                            cancellation);
        };
    }

    private ModelOutcome line(ModelListener listener, Cancellation cancellation) {
        wait(random.nextInt(600), cancellation);
        if (random.nextInt(4) == 0) {
            throw new ModelException(ModelFailure.OVERLOADED, "no such line today");
        }
        listener.text("One line");
        return new ModelOutcome(1, 1, false, false);
    }

    private ModelOutcome answer(UUID turn, ModelListener listener, Cancellation cancellation) {
        if (!world.journal.recordedAt.containsKey(turn)) {
            world.scheduler.fail("the model is asked before " + turn + " is kept");
        }
        var said = world.journal.said(turn);
        int deltas = random.nextInt(14);
        int pace = 1 + random.nextInt(400);
        int failsAt = random.nextInt(6) == 0 ? random.nextInt(deltas + 1) : -1;
        int silentAt = random.nextInt(6) == 0 ? random.nextInt(deltas + 1) : -1;
        for (int i = 0; i <= deltas; i++) {
            wait(random.nextInt(pace), cancellation);
            if (i == silentAt) {
                wait(random.nextInt(LONGEST_SILENCE), cancellation);
            }
            if (i == failsAt) {
                world.journal.brokeOff.add(turn);
                throw new ModelException(ModelFailure.BROKEN_STREAM, "The model broke off.");
            }
            if (i < deltas) {
                say(said, listener);
            }
        }
        return new ModelOutcome(10, deltas, false, false);
    }

    private void say(Journal.Said said, ModelListener listener) {
        var word = "w" + ++words + SPICE[random.nextInt(SPICE.length)] + " ";
        var task = world.scheduler.current();
        long before = world.scheduler.now();
        task.readsModel = true;
        if (random.nextInt(5) == 0) {
            listener.reasoning(word);
        } else {
            said.log(before, word);
            listener.text(word);
        }
        task.readsModel = false;
        if (world.scheduler.now() != before) {
            world.scheduler.fail("the reader of the model waited");
        }
    }

    private void wait(long millis, Cancellation cancellation) {
        var signal = world.scheduler.tasksOf(null).signal();
        cancellation.onCancel(signal::raise);
        signal.await(java.time.Duration.ofMillis(millis));
        if (cancellation.isCancelled()) {
            throw new CancellationException();
        }
    }
}
