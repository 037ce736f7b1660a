package app.parley.knowledge.embedding;

import app.parley.model.EmbeddingModels;
import app.parley.model.EmbeddingModels.Use;
import app.parley.model.ModelException;
import app.parley.model.ModelInfo;
import app.parley.platform.config.SettingStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An embedding model of a connected provider. What it is like is found out by asking it once, and
 * remembered.
 */
class ProvidedEmbedder implements Embedder {
    /** The most that every such model reads, and more than a passage needs. */
    private static final int MAX_TOKENS = 512;

    /** How long a provider that is away is left alone by those who have time. */
    private static final Duration LEFT_ALONE = Duration.ofSeconds(25);

    private final ModelInfo info;
    private final EmbeddingModels models;
    private final SettingStore settings;
    private final Embedder counter;
    private final AtomicBoolean trying = new AtomicBoolean();
    private volatile @Nullable EmbeddingException away;
    private volatile long leftAloneUntil;
    private volatile @Nullable Scale scale;

    /**
     * @param counter counts tokens: nearly as this model does, whose own way is not known
     */
    ProvidedEmbedder(
            ModelInfo info, EmbeddingModels models, SettingStore settings, Embedder counter) {
        this.info = info;
        this.models = models;
        this.settings = settings;
        this.counter = counter;
    }

    /** What has been found out. */
    private record Scale(int dimensions, Closeness closeness) {
        static @Nullable Scale parse(String text) {
            var parts = text.split(" ");
            return parts.length == 3
                    ? new Scale(
                            Integer.parseInt(parts[0]),
                            new Closeness(
                                    Double.parseDouble(parts[1]), Double.parseDouble(parts[2])))
                    : null;
        }

        String text() {
            return dimensions + " " + closeness.unrelated() + " " + closeness.related();
        }
    }

    @Override
    public String model() {
        return info.id();
    }

    @Override
    public String name() {
        return info.name();
    }

    @Override
    public int dimensions() {
        return scale().dimensions();
    }

    /** Nothing while nobody has asked the model. */
    @Nullable Integer knownDimensions() {
        var known = remembered();
        return known == null ? null : known.dimensions();
    }

    @Override
    public Closeness closeness() {
        return scale().closeness();
    }

    @Override
    public int maxTokens() {
        return MAX_TOKENS;
    }

    @Override
    public int countTokens(String text) {
        return counter.countTokens(text);
    }

    @Override
    public int batch() {
        return models.batch();
    }

    @Override
    public float[] embedQuery(String question) {
        return checked(asked(List.of(question), Use.QUESTION)).getFirst();
    }

    @Override
    public List<float[]> embed(List<String> passages) {
        var failed = away;
        if (failed == null) {
            return tried(passages);
        }
        // It may take long until a failure shows. One finds out; the others go on with what else
        // there is to do.
        if (System.nanoTime() - leftAloneUntil < 0 || !trying.compareAndSet(false, true)) {
            throw new EmbeddingException(failed.sentence(), true, failed);
        }
        try {
            return tried(passages);
        } finally {
            trying.set(false);
        }
    }

    private List<float[]> tried(List<String> passages) {
        try {
            var vectors = checked(asked(passages, Use.PASSAGE));
            away = null;
            return vectors;
        } catch (EmbeddingException failed) {
            leftAloneUntil = System.nanoTime() + LEFT_ALONE.toNanos();
            away = failed.isPassing() ? failed : null;
            throw failed;
        }
    }

    /**
     * A model that was changed behind its name must not mix its vectors with those it made before.
     */
    private List<float[]> checked(List<float[]> vectors) {
        if (vectors.stream().anyMatch(vector -> vector.length != dimensions())) {
            throw new EmbeddingException(
                    "The embedding model %s makes vectors of another length than before."
                            .formatted(info.id()),
                    false,
                    null);
        }
        return vectors;
    }

    private Scale scale() {
        var known = remembered();
        if (known == null) {
            known = measured();
            settings.remember(setting(), known.text());
            scale = known;
        }
        return known;
    }

    private @Nullable Scale remembered() {
        var known = scale;
        if (known == null) {
            known = settings.find(setting()).map(Scale::parse).orElse(null);
            scale = known;
        }
        return known;
    }

    private String setting() {
        return "knowledge.embedding-scale." + info.id();
    }

    private Scale measured() {
        var questions = asked(Calibration.QUESTIONS, Use.QUESTION);
        var answers = asked(Calibration.ANSWERS, Use.PASSAGE);
        return new Scale(questions.getFirst().length, Calibration.of(questions, answers));
    }

    private List<float[]> asked(List<String> texts, Use use) {
        try {
            return models.embed(info.id(), texts, use).stream().map(this::ofLengthOne).toList();
        } catch (ModelException failed) {
            throw new EmbeddingException(
                    String.valueOf(failed.getMessage()),
                    switch (failed.failure()) {
                        case RATE_LIMITED, OVERLOADED, UNREACHABLE, BROKEN_STREAM -> true;
                        case BAD_KEY, NO_SUCH_MODEL, TOO_LONG, REFUSED -> false;
                    },
                    failed);
        }
    }

    private float[] ofLengthOne(float[] vector) {
        double squares = 0;
        for (float number : vector) {
            squares += (double) number * number;
        }
        if (!(squares > 0) || Double.isInfinite(squares)) {
            throw new EmbeddingException(
                    "The embedding model %s answers with something that is no vector."
                            .formatted(info.id()),
                    false,
                    null);
        }
        var made = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            made[i] = (float) (vector[i] / Math.sqrt(squares));
        }
        return made;
    }
}
