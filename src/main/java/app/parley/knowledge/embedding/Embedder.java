package app.parley.knowledge.embedding;

import java.util.List;

/**
 * Turns texts into vectors of length 1 that lie close when the texts mean like things. Safe for
 * many threads at once; callers block and may be virtual threads.
 */
public interface Embedder {
    /**
     * Names the model and how much of a text it reads. Vectors made under different names must
     * never be compared.
     */
    String model();

    /** What people call it. */
    String name();

    int dimensions();

    /** What this model's cosines between a question and a passage tell. */
    Closeness closeness();

    /**
     * Measured on questions with and without an answer.
     *
     * @param unrelated below this, a passage has nothing to do with the question
     * @param related from here on, it has
     */
    record Closeness(double unrelated, double related) {
        /** A cosine on the scale that models share: 0 for unrelated, 1 for related. */
        public double shared(double cosine) {
            return (cosine - unrelated) / (related - unrelated);
        }
    }

    /** How long a text may be, in tokens; what is beyond does not move the vector. */
    int maxTokens();

    /** The tokens that the model counts in a text, the two around every text included. */
    int countTokens(String text);

    /**
     * The vector of a question; never waits behind {@link #embed}.
     *
     * @throws EmbeddingException when the model cannot be asked
     */
    float[] embedQuery(String question);

    /** How many passages are best handed over at once. */
    int batch();

    /**
     * The vectors of passages, in their order.
     *
     * @throws EmbeddingException when the model cannot be asked
     */
    List<float[]> embed(List<String> passages);
}
