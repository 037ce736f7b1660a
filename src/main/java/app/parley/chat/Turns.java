package app.parley.chat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Service;

/**
 * The chat turn for modules that speak another API than Parley's own: the same turns by the same
 * rules. What {@link #ask} returns is committed, and the answer is written whether or not anybody
 * reads it.
 */
@Service
public class Turns {
    private final ChatTurns turns;
    private final TurnViewer viewer;
    private final ChatProperties settings;

    Turns(ChatTurns turns, TurnViewer viewer, ChatProperties settings) {
        this.turns = turns;
        this.viewer = viewer;
        this.settings = settings;
    }

    /**
     * Asks at the end of the conversation, of its model, where it looks things up.
     *
     * @param key names one act of the person: the same key and question again give the same turn
     * @return the turn's id
     * @throws app.parley.platform.error.ParleyException as {@code POST …/turns} fails
     */
    public UUID ask(UUID owner, UUID conversationId, String key, String question) {
        var ask =
                new TurnCommand.Ask(
                        QuestionText.checked(question, settings.messageLimit()),
                        new TurnCommand.Place.AtEnd(),
                        null,
                        null,
                        Set.of(),
                        false);
        var hash = BodyHash.of(conversationId, ask.text().getBytes(StandardCharsets.UTF_8));
        return turns.start(owner, conversationId, key, hash, ask).turnId();
    }

    /**
     * Hands the answer over from its beginning while it is written, and returns at its end.
     *
     * @param signedIn whether its reader still may; asked every few seconds
     * @throws IOException if the reader is gone; the answer goes on without it
     */
    public AnswerEnd read(UUID owner, UUID turnId, BooleanSupplier signedIn, AnswerReader reader)
            throws IOException {
        var sink = new AnswerSink(reader);
        viewer.follow(owner, signedIn, turnId, null, sink);
        return sink.end();
    }
}
