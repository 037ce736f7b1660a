package app.parley.chat;

import java.io.IOException;

/** Where what a reader of a turn is told goes. For one thread. */
interface TurnSink {
    void text(TurnLog.Kind kind, char[] tape, int from, int to, long position) throws IOException;

    void event(ChatEvent event, long position) throws IOException;

    /** Tells a reader to whom nothing was sent for a while that there is still somebody. */
    void ping() throws IOException;

    /** Sends what was added; blocks while the reader is slow. */
    void flush() throws IOException;
}
