package app.parley.knowledge.embedding;

/**
 * What a text means to a model. Vectors of different models must never be compared, which is why a
 * vector does not go anywhere without its model.
 *
 * @param model names the model and how much of a text it reads, as {@link Embedder#model}
 * @param vector of length 1
 */
public record Embedding(String model, float[] vector) {}
