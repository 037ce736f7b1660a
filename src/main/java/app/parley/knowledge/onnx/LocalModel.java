package app.parley.knowledge.onnx;

import app.parley.knowledge.embedding.Embedder.Closeness;

/** The embedding models that come with Parley, small enough for a processor without help. */
public enum LocalModel {
    /** Two to three times cheaper, and as good for documentation. */
    MINILM("MiniLM", "all-minilm-l6-v2-q", 256, Pooling.MEAN, new Closeness(0.25, 0.4)),
    /** Better where questions and passages share few words. */
    BGE_SMALL("bge-small", "bge-small-en-v1.5-q", 512, Pooling.FIRST, new Closeness(0.545, 0.66));

    /** How the vectors of the tokens become the vector of the text. */
    enum Pooling {
        MEAN,
        FIRST
    }

    private final String title;
    private final String id;
    private final int maxTokens;
    private final Pooling pooling;
    private final Closeness closeness;

    LocalModel(String title, String id, int maxTokens, Pooling pooling, Closeness closeness) {
        this.title = title;
        this.id = id;
        this.maxTokens = maxTokens;
        this.pooling = pooling;
        this.closeness = closeness;
    }

    /** Names what makes vectors comparable: the weights and the part of a text they see. */
    String fingerprint() {
        return id + "@" + maxTokens;
    }

    /** What people call it. */
    String title() {
        return title;
    }

    String weights() {
        return "/" + id + ".onnx";
    }

    String vocabulary() {
        return "/" + id + "-tokenizer.json";
    }

    int maxTokens() {
        return maxTokens;
    }

    Pooling pooling() {
        return pooling;
    }

    Closeness closeness() {
        return closeness;
    }

    int dimensions() {
        return 384;
    }
}
