package app.parley.chat;

import java.io.IOException;

/** What of a turn is its answer, for readers who want nothing else. */
class AnswerSink implements TurnSink {
    private static final AnswerEnd BROKEN_OFF =
            new AnswerEnd.BrokenOff("The answer was interrupted; what was written of it is kept.");

    private final AnswerReader reader;
    private String halfCharacter = "";
    // Where nothing else is told, the turn is gone, or its reader may not go on.
    private AnswerEnd end = BROKEN_OFF;

    AnswerSink(AnswerReader reader) {
        this.reader = reader;
    }

    AnswerEnd end() {
        return end;
    }

    @Override
    public void text(TurnLog.Kind kind, char[] tape, int from, int to, long position)
            throws IOException {
        if (kind != TurnLog.Kind.TEXT) {
            return;
        }
        boolean isSplit = Character.isHighSurrogate(tape[to - 1]);
        var text = halfCharacter + new String(tape, from, to - from - (isSplit ? 1 : 0));
        halfCharacter = isSplit ? String.valueOf(tape[to - 1]) : "";
        if (!text.isEmpty()) {
            reader.text(text);
        }
    }

    @Override
    public void event(ChatEvent event, long position) {
        switch (event) {
            case ChatEvent.Finished _, ChatEvent.Stopped _ -> end = new AnswerEnd.Whole();
            case ChatEvent.Failed(var code, var message, var retryAfterSeconds, _) ->
                    end = new AnswerEnd.Failed(code, message, retryAfterSeconds);
            case ChatEvent.Interrupted _, ChatEvent.Reconnect _ -> end = BROKEN_OFF;
            case ChatEvent.Started _,
                    ChatEvent.ToolCalled _,
                    ChatEvent.ToolFinished _,
                    ChatEvent.Cited _,
                    ChatEvent.Titled _,
                    ChatEvent.Warned _,
                    // What comes back from before a crash, or an answer that is withheld, whose end
                    // says so.
                    ChatEvent.Resync _ -> {}
        }
    }

    @Override
    public void ping() throws IOException {
        reader.ping();
    }

    @Override
    public void flush() throws IOException {
        reader.flush();
    }
}
