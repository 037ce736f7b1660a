package app.parley.chat;

import java.io.IOException;

/** Takes an answer while it is written. For one thread; what it throws ends the reading alone. */
public interface AnswerReader {
    /**
     * The next piece of the answer.
     *
     * @param text never ends in the middle of a character
     */
    void text(String text) throws IOException;

    /** Nothing was said for a while: a sign of life keeps connections open. */
    void ping() throws IOException;

    /** Sends what was added; blocks while the reader is slow. */
    void flush() throws IOException;
}
