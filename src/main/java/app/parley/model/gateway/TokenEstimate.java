package app.parley.model.gateway;

import app.parley.model.ModelOutcome;
import app.parley.model.ModelRequest.Message;
import java.util.List;

/**
 * How many tokens a text has, roughly: four characters of Latin script make a token, of other
 * scripts one and a half.
 */
public final class TokenEstimate {
    private static final int MESSAGE_FRAME = 4;

    private TokenEstimate() {}

    public static int of(CharSequence text) {
        var others = 0;
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x250) {
                others++;
            }
        }
        return (text.length() - others + 3) / 4 + (others * 2 + 2) / 3;
    }

    public static int of(List<Message> prompt) {
        return prompt.stream().mapToInt(message -> MESSAGE_FRAME + of(message.text())).sum();
    }

    /** The outcome of an answer whose provider did not tell (negative numbers) or told in part. */
    public static ModelOutcome outcome(
            int inputTokens,
            int outputTokens,
            List<Message> prompt,
            int estimatedOutput,
            boolean cutShort) {
        return inputTokens >= 0 && outputTokens >= 0
                ? new ModelOutcome(inputTokens, outputTokens, false, cutShort)
                : new ModelOutcome(
                        inputTokens >= 0 ? inputTokens : of(prompt),
                        outputTokens >= 0 ? outputTokens : estimatedOutput,
                        true,
                        cutShort);
    }
}
