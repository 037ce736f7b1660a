package app.parley.knowledge.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import app.parley.knowledge.embedding.Embedder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An embedding model in this process. It runs on a few platform threads of its own, since native
 * code would pin the carrier of a virtual thread, one text at a time and one core per text, which
 * wastes the least; one thread is kept for questions. The weights are loaded when first needed.
 */
public final class OnnxEmbedder implements Embedder, AutoCloseable {
    /** One is like many; this few are stored before the machine dies. */
    private static final int BATCH = 16;

    private final LocalModel model;
    private final ThreadPoolExecutor questions = pool("embed-question", 1);
    private final ThreadPoolExecutor passages =
            pool("embed-passage", Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
    private volatile @Nullable WordPiece tokenizer;
    private volatile @Nullable OrtSession session;

    public OnnxEmbedder(LocalModel model) {
        this.model = model;
    }

    @Override
    public String model() {
        return model.fingerprint();
    }

    @Override
    public String name() {
        return model.title();
    }

    @Override
    public int dimensions() {
        return model.dimensions();
    }

    @Override
    public Closeness closeness() {
        return model.closeness();
    }

    @Override
    public int maxTokens() {
        return model.maxTokens();
    }

    @Override
    public int countTokens(String text) {
        return tokenizer().count(text);
    }

    @Override
    public float[] embedQuery(String question) {
        return await(CompletableFuture.supplyAsync(() -> vector(question), questions));
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return texts.stream()
                .map(text -> CompletableFuture.supplyAsync(() -> vector(text), passages))
                .toList()
                .stream()
                .map(OnnxEmbedder::await)
                .toList();
    }

    @Override
    public synchronized void close() throws OrtException {
        questions.shutdownNow();
        passages.shutdownNow();
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private float[] vector(String text) {
        var tokens = tokenizer().encode(text, model.maxTokens());
        long[] shape = {1, tokens.length};
        var session = session();
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            var environment = OrtEnvironment.getEnvironment();
            for (var name : session.getInputNames()) {
                var values =
                        switch (name) {
                            case "input_ids" -> tokens;
                            case "attention_mask" -> filled(tokens.length);
                            default -> new long[tokens.length];
                        };
                inputs.put(
                        name, OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape));
            }
            try (var result = session.run(inputs)) {
                return pooled(((OnnxTensor) result.get(0)).getFloatBuffer());
            }
        } catch (OrtException failed) {
            throw new IllegalStateException("the embedding model failed", failed);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private float[] pooled(FloatBuffer tokens) {
        var vector = new float[model.dimensions()];
        int count =
                switch (model.pooling()) {
                    case MEAN -> tokens.capacity() / vector.length;
                    case FIRST -> 1;
                };
        for (int i = 0; i < count; i++) {
            for (int d = 0; d < vector.length; d++) {
                vector[d] += tokens.get(i * vector.length + d);
            }
        }
        double squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        float length = (float) Math.sqrt(squares);
        for (int d = 0; d < vector.length; d++) {
            vector[d] /= length;
        }
        return vector;
    }

    private static long[] filled(int length) {
        var ones = new long[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private WordPiece tokenizer() {
        var loaded = tokenizer;
        if (loaded != null) {
            return loaded;
        }
        synchronized (this) {
            var again = tokenizer;
            if (again == null) {
                again = WordPiece.read(model.vocabulary());
                tokenizer = again;
            }
            return again;
        }
    }

    private OrtSession session() {
        var loaded = session;
        if (loaded != null) {
            return loaded;
        }
        synchronized (this) {
            var again = session;
            if (again == null) {
                again = load();
                session = again;
            }
            return again;
        }
    }

    private OrtSession load() {
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            // It would keep memory for every length of text that was ever seen.
            options.setMemoryPatternOptimization(false);
            // From a file the weights are held once, from an array twice and on the heap.
            var file = Files.createTempFile("parley-model", ".onnx");
            try {
                unpack(file);
                return OrtEnvironment.getEnvironment().createSession(file.toString(), options);
            } finally {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the embedding model cannot be unpacked", failed);
        } catch (OrtException failed) {
            throw new IllegalStateException("the embedding model does not load", failed);
        }
    }

    private void unpack(Path file) throws IOException {
        try (var weights = OnnxEmbedder.class.getResourceAsStream(model.weights())) {
            if (weights == null) {
                throw new IllegalStateException("the model " + model.weights() + " is not here");
            }
            Files.copy(weights, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static ThreadPoolExecutor pool(String name, int threads) {
        var pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        30,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name(name + "-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
