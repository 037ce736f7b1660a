package app.parley.langchat;

import app.parley.chat.AnswerEnd;
import app.parley.chat.AnswerReader;
import app.parley.chat.Turns;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import app.parley.platform.web.EventStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/** Asks for LangChat's clients and hands them the answer, whole or word by word. */
@Service
@OnLangChatApi
class Questions {
    private static final Logger log = LoggerFactory.getLogger(Questions.class);
    private static final int LONGEST_ID = 200;

    private final Turns turns;
    private final ChatSessions sessions;
    private final DailyLimit dailyLimit;
    private final JsonMapper json;

    Questions(Turns turns, ChatSessions sessions, DailyLimit dailyLimit, JsonMapper json) {
        this.turns = turns;
        this.sessions = sessions;
        this.dailyLimit = dailyLimit;
        this.json = json;
    }

    /**
     * Somebody's question.
     *
     * @param signedIn whether they still may read the answer
     * @param sessionId null for a new session
     * @param key names the question, so that one that is sent twice is asked once; null if the
     *     client has no name for it
     */
    record Question(
            UUID asker,
            BooleanSupplier signedIn,
            String text,
            @Nullable String sessionId,
            @Nullable String key) {
        Question {
            check("session_id", sessionId);
            check("Idempotency-Key", key);
        }

        private static void check(String name, @Nullable String value) {
            if (value != null && (value.isBlank() || value.length() > LONGEST_ID)) {
                throw new ParleyException(
                        ErrorCode.INVALID_REQUEST,
                        name + " has 1 to " + LONGEST_ID + " characters.");
            }
        }

        /** The session that is asked for; a key is the name of a new one, so that it stays one. */
        private @Nullable String session() {
            return sessionId == null ? key : sessionId;
        }
    }

    /** An answer that is not streamed. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Answer(String response, String sessionId) {}

    record Token(String token) {}

    record Trouble(String error) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Done(boolean done, String sessionId) {}

    private record Asked(UUID turnId, String sessionId) {}

    /** Asks and waits for the whole answer. */
    Answer answer(Question question) throws IOException {
        var asked = ask(question);
        var answer = new Collected();
        return switch (read(question, asked, answer)) {
            case AnswerEnd.Whole _ -> new Answer(answer.text.toString(), asked.sessionId());
            case AnswerEnd.BrokenOff(var sentence) ->
                    throw new ParleyException(ErrorCode.SHUTTING_DOWN, sentence);
            case AnswerEnd.Failed failed -> throw failure(failed);
        };
    }

    /** Asks and sends the answer as it is written; what has begun as a stream ends as one. */
    void stream(Question question, HttpServletResponse response) throws IOException {
        var asked = ask(question);
        var out = EventStream.open(response);
        try {
            out.flush();
            out.data(
                    json.writeValueAsString(
                            switch (read(question, asked, new Streamed(out))) {
                                case AnswerEnd.Whole _ -> new Done(true, asked.sessionId());
                                case AnswerEnd.BrokenOff(var sentence) -> new Trouble(sentence);
                                case AnswerEnd.Failed failed -> new Trouble(failed.sentence());
                            }));
            out.flush();
        } catch (IOException gone) {
            log.debug("a client of turn {} went away", asked.turnId());
        }
    }

    private Asked ask(Question question) {
        dailyLimit.check(question.asker());
        var conversation = sessions.open(question.asker(), question.session());
        var key = question.key() == null ? Ids.newId().toString() : question.key();
        var turn = turns.ask(question.asker(), conversation, key, question.text());
        var session = question.sessionId();
        return new Asked(turn, session == null ? conversation.toString() : session);
    }

    private AnswerEnd read(Question question, Asked asked, AnswerReader reader) throws IOException {
        return turns.read(question.asker(), asked.turnId(), question.signedIn(), reader);
    }

    private static ParleyException failure(AnswerEnd.Failed failed) {
        var wait = failed.retryAfterSeconds();
        return new ParleyException(
                ErrorCode.ANSWER_FAILED,
                failed.sentence(),
                wait == null ? Map.of() : Map.of("retryAfterSeconds", wait));
    }

    private static final class Collected implements AnswerReader {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void text(String piece) {
            text.append(piece);
        }

        @Override
        public void ping() {}

        @Override
        public void flush() {}
    }

    private final class Streamed implements AnswerReader {
        private final EventStream out;

        Streamed(EventStream out) {
            this.out = out;
        }

        @Override
        public void text(String piece) throws IOException {
            out.data(json.writeValueAsString(new Token(piece)));
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
}
