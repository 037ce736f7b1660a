package app.parley.model;

/**
 * How an answer ended.
 *
 * @param inputTokens tokens of the question and everything sent with it
 * @param outputTokens tokens of the answer, reasoning included
 * @param estimated whether the provider said nothing and the numbers are our estimate
 * @param cutShort whether the answer ended at the limit of its length, not because it was complete
 */
public record ModelOutcome(
        int inputTokens, int outputTokens, boolean estimated, boolean cutShort) {}
