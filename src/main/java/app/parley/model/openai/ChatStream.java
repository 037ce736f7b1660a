package app.parley.model.openai;

import app.parley.model.ModelListener;
import app.parley.model.gateway.TokenEstimate;
import app.parley.platform.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads one streamed answer: lines of server-sent events, of which only {@code data} counts. All
 * words that have arrived together are handed over together, so that a reader that falls behind
 * catches up by itself.
 */
final class ChatStream {
    static final int LONGEST_LINE = 8 << 20;
    private static final int LONGEST_ANSWER = 32 << 20;
    private static final int FIRST_BUFFER = 4096;

    private final InputStream in;
    private final ModelListener listener;
    private final Cancellation cancellation;
    private final ChunkTemplate template = new ChunkTemplate();
    private final TextPieces words = new TextPieces();
    private final TextPieces thoughts = new TextPieces();

    private byte[] buffer = new byte[FIRST_BUFFER];
    private int length;
    private boolean done;
    private int estimatedTokens;
    private long characters;

    private @Nullable String finishReason;
    private @Nullable String error;
    private int inputTokens = -1;
    private int outputTokens = -1;

    ChatStream(InputStream in, ModelListener listener, Cancellation cancellation) {
        this.in = in;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    /** The stream cannot be understood or breaks a limit. */
    static final class BrokenException extends IOException {
        BrokenException(String message) {
            super(message);
        }
    }

    /**
     * Reads to the end: the mark of the end, an error, or the end of the body.
     *
     * @throws IOException when the connection fails; what had arrived was handed over
     * @throws CancellationException when cancelled
     */
    void read() throws IOException {
        try {
            while (!done && error == null) {
                var start = length;
                if (!fill()) {
                    line(0, length);
                    break;
                }
                lines(start);
                words.handTo(this::say);
                thoughts.handTo(this::think);
            }
        } catch (IOException failed) {
            if (finishReason == null) {
                throw failed;
            }
            // everything was said; only the mark of the end or the usage is missing
        } finally {
            if (!cancellation.isCancelled()) {
                words.handAllTo(this::say);
                thoughts.handAllTo(this::think);
            }
        }
    }

    /** Takes an answer that was not streamed. */
    void readWhole(byte[] json) throws BrokenException {
        payload(json, 0, json.length);
        words.handAllTo(this::say);
        thoughts.handAllTo(this::think);
    }

    /** Whether the model said that it was done. */
    boolean isComplete() {
        return done || finishReason != null;
    }

    /** Why the answer ended, in the provider's words; null if it did not say. */
    @Nullable String finishReason() {
        return finishReason;
    }

    /** What the provider wrote about an error; null if there was none. */
    @Nullable String error() {
        return error;
    }

    int inputTokens() {
        return inputTokens;
    }

    int outputTokens() {
        return outputTokens;
    }

    /** A guess at the tokens of what was said. */
    int estimatedTokens() {
        return estimatedTokens;
    }

    boolean isEmpty() {
        return characters == 0;
    }

    private boolean fill() throws IOException {
        if (length == buffer.length) {
            if (length >= LONGEST_LINE) {
                throw new BrokenException("a line is longer than " + LONGEST_LINE + " bytes");
            }
            buffer = Arrays.copyOf(buffer, length * 2);
        }
        if (cancellation.isCancelled()) {
            throw new CancellationException();
        }
        var count = in.read(buffer, length, buffer.length - length);
        length += Math.max(0, count);
        return count >= 0;
    }

    /** Takes all lines that are complete and keeps the rest. */
    private void lines(int scanFrom) throws IOException {
        var start = 0;
        for (var i = scanFrom; i < length && !done && error == null; i++) {
            if (buffer[i] == '\n') {
                line(start, i);
                start = i + 1;
            }
        }
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, length - start);
            length -= start;
        }
    }

    private void line(int start, int lineEnd) throws IOException {
        var end = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        var from = start;
        if (end - from >= 5
                && buffer[from] == 'd'
                && buffer[from + 1] == 'a'
                && buffer[from + 2] == 't'
                && buffer[from + 3] == 'a'
                && buffer[from + 4] == ':') {
            from += from + 5 < end && buffer[from + 5] == ' ' ? 6 : 5;
        }
        if (from == end) {
            return;
        }
        if (buffer[from] == '{') {
            payload(buffer, from, end);
        } else if (isDone(from, end)) {
            done = true;
        }
        // anything else is a comment, an event's name, or noise
    }

    private boolean isDone(int from, int end) {
        return end - from >= 6
                && buffer[from] == '['
                && buffer[from + 1] == 'D'
                && buffer[from + 2] == 'O'
                && buffer[from + 3] == 'N'
                && buffer[from + 4] == 'E'
                && buffer[from + 5] == ']';
    }

    private void payload(byte[] bytes, int from, int to) throws BrokenException {
        if (thoughts.isEmpty() && template.take(bytes, from, to, words)) {
            return;
        }
        Chunk chunk;
        try {
            chunk = Chunk.parse(bytes, from, to);
        } catch (JacksonException malformed) {
            // to go on would leave a hole in the answer that nobody sees
            throw new BrokenException("a chunk is not JSON");
        }
        if (chunk.reasoning != null && !chunk.reasoning.isEmpty()) {
            words.handTo(this::say);
            thoughts.add(chunk.reasoning);
        }
        if (chunk.content != null && !chunk.content.isEmpty()) {
            thoughts.handAllTo(this::think);
            words.add(chunk.content);
        }
        if (chunk.literal >= 0) {
            template.learn(bytes, from, to, chunk.literal);
        }
        if (chunk.finishReason != null) {
            finishReason = chunk.finishReason;
        }
        if (chunk.inputTokens >= 0) {
            inputTokens = chunk.inputTokens;
        }
        if (chunk.outputTokens >= 0) {
            outputTokens = chunk.outputTokens;
        }
        error = chunk.error;
    }

    private void say(String text) {
        count(text);
        listener.text(text);
    }

    private void think(String text) {
        count(text);
        listener.reasoning(text);
    }

    private void count(String text) {
        estimatedTokens += TokenEstimate.of(text);
        characters += text.length();
        if (characters > LONGEST_ANSWER) {
            error = "endless answer";
        }
    }
}
