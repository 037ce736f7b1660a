package app.parley.model.langchain4j;

import app.parley.model.ModelListener;
import app.parley.model.gateway.TokenEstimate;
import app.parley.platform.Cancellation;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import org.jspecify.annotations.Nullable;

/** Hands over what the library hears, and keeps how it ended. */
final class Answer implements StreamingChatResponseHandler {
    private final ModelListener listener;
    private final Cancellation cancellation;
    private @Nullable ChatResponse response;
    private @Nullable Throwable failure;
    private int estimatedTokens;
    private String half = "";

    Answer(ModelListener listener, Cancellation cancellation) {
        this.listener = listener;
        this.cancellation = cancellation;
    }

    @Override
    public void onPartialResponse(String text) {
        var words = whole(text);
        if (!words.isEmpty() && !cancellation.isCancelled()) {
            estimatedTokens += TokenEstimate.of(words);
            listener.text(words);
        }
    }

    @Override
    public void onPartialThinking(PartialThinking thinking) {
        if (!thinking.text().isEmpty() && !cancellation.isCancelled()) {
            estimatedTokens += TokenEstimate.of(thinking.text());
            listener.reasoning(thinking.text());
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse complete) {
        response = complete;
    }

    @Override
    public void onError(Throwable error) {
        if (failure == null) {
            failure = error;
        }
    }

    @Nullable ChatResponse response() {
        return response;
    }

    @Nullable Throwable failure() {
        return failure;
    }

    boolean isEmpty() {
        return estimatedTokens == 0;
    }

    int estimatedTokens() {
        return estimatedTokens;
    }

    /**
     * A character that was cut in two waits for its other half; NUL, which databases refuse, goes.
     */
    private String whole(String text) {
        var joined = (half + text).replace('\0', '\uFFFD');
        half = "";
        if (!joined.isEmpty() && Character.isHighSurrogate(joined.charAt(joined.length() - 1))) {
            half = joined.substring(joined.length() - 1);
            return joined.substring(0, joined.length() - 1);
        }
        return joined;
    }
}
