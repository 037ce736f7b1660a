package app.parley.chat;

import app.parley.conversation.Conversations;
import app.parley.model.ModelException;
import app.parley.model.ModelRequest;
import app.parley.platform.task.Tasks;
import app.parley.platform.text.Beginning;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Has the model name the chat, beside the first answer and never in its way; where the model gives
 * none, the question names it.
 */
@Component
class Title {
    private static final Logger log = LoggerFactory.getLogger(Title.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int QUESTION_EXCERPT = 2_000;
    private static final int FALLBACK_LENGTH = 60;

    private final ModeratedModels models;
    private final Conversations conversations;
    private final Tasks tasks;

    Title(ModeratedModels models, Conversations conversations, Tasks tasks) {
        this.models = models;
        this.conversations = conversations;
        this.tasks = tasks;
    }

    void besideAnswer(Turn turn, String question) {
        tasks.start("title-" + turn.id(), () -> make(turn, question));
    }

    private void make(Turn turn, String question) {
        awaitFirstWord(turn);
        var title = asked(turn, question);
        if (title.isEmpty()) {
            title = beginning(question);
        }
        if (conversations.titleIfUntitled(
                turn.row().ownerId(), turn.row().conversationId(), title)) {
            turn.log().appendUnlessSealed(new ChatEvent.Titled(title));
        }
    }

    /** A server that answers one question at a time would let the person wait for the title. */
    private void awaitFirstWord(Turn turn) {
        var spoken = tasks.signal();
        turn.log().addReader(spoken);
        try {
            while (!turn.log().hasText() && !turn.isEnding() && !turn.log().isAbandoned()) {
                spoken.await(LOOK);
            }
        } finally {
            turn.log().removeReader(spoken);
        }
    }

    /** What the model calls it; empty if the model fails or the turn is stopped. */
    private String asked(Turn turn, String question) {
        var excerpt = Beginning.of(question, QUESTION_EXCERPT);
        var request =
                new ModelRequest(
                        turn.row().model(),
                        List.of(new ModelRequest.Message(ModelRequest.Role.USER, excerpt)),
                        List.of(),
                        ModelRequest.Purpose.TITLE);
        try {
            return models.words(turn, request, turn.cancellation()).strip();
        } catch (ModelException | CancellationException untitled) {
            log.debug("turn {}: the model gave no title", turn.id(), untitled);
            return "";
        }
    }

    private static String beginning(String question) {
        var line = question.strip().lines().findFirst().orElse("");
        if (line.length() <= FALLBACK_LENGTH) {
            return line;
        }
        int end = line.lastIndexOf(' ', FALLBACK_LENGTH);
        return line.substring(0, end > 0 ? end : FALLBACK_LENGTH) + "…";
    }
}
