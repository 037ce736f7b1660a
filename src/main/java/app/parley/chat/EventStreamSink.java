package app.parley.chat;

import app.parley.platform.web.EventStream;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;

/** Parley's own wire: server-sent events that carry their positions as ids. */
class EventStreamSink implements TurnSink {
    private static final int LONGEST_EVENT = 8_192;

    private final EventStream out;
    private final JsonMapper json;

    EventStreamSink(EventStream out, JsonMapper json) {
        this.out = out;
        this.json = json;
    }

    @Override
    public void text(TurnLog.Kind kind, char[] tape, int from, int to, long position)
            throws IOException {
        var type = kind == TurnLog.Kind.TEXT ? "text-delta" : "reasoning-delta";
        int begin = from;
        while (begin < to) {
            int stop = Math.min(to, begin + LONGEST_EVENT);
            if (stop < to && Character.isHighSurrogate(tape[stop - 1])) {
                stop--;
            }
            out.text(position - (to - stop), type, tape, begin, stop);
            begin = stop;
        }
    }

    @Override
    public void event(ChatEvent event, long position) throws IOException {
        out.event(Long.toString(position), event.type(), json.writeValueAsString(event));
    }

    @Override
    public void ping() throws IOException {
        out.ping();
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
