package app.parley.model.gateway;

import app.parley.model.ModelRequest;
import app.parley.model.ModelRequest.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question to one model of a provider.
 *
 * @param model the provider's own name of the model, without our prefix
 * @param prompt what a language model is to read: instructions, fenced sources and the conversation
 *     as far as it fits
 * @param maxOutputTokens where the answer is to end at the latest; null leaves it to the provider
 * @param request what was asked, for a gateway that reads the sources itself
 */
public record ModelCall(
        String model,
        List<Message> prompt,
        @Nullable Integer maxOutputTokens,
        ModelRequest request) {
    public ModelCall {
        prompt = List.copyOf(prompt);
    }
}
