package app.parley.chat;

import app.parley.model.ModelException;
import app.parley.model.ModelInfo;
import app.parley.model.ModelRequest;
import app.parley.model.ModelRequest.Message;
import app.parley.model.ModelRequest.Role;
import app.parley.model.Models;
import app.parley.platform.Cancellation;
import app.parley.platform.task.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What documents and the web are searched for. A question that stands alone is searched for as it
 * is; one that leans on the conversation is first put in full by the model, or, where that fails or
 * takes too long, is joined to the question before it.
 */
@Component
class SearchQuery {
    private static final Logger log = LoggerFactory.getLogger(SearchQuery.class);

    /** The person waits meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** Three exchanges: what a question refers to was seldom said earlier. */
    private static final int WINDOW = 6;

    private static final int LONGEST = 500;

    private final Models models;
    private final ModeratedModels moderated;
    private final Tasks tasks;

    SearchQuery(Models models, ModeratedModels moderated, Tasks tasks) {
        this.models = models;
        this.moderated = moderated;
        this.tasks = tasks;
    }

    /** Asked by every step that searches; made once. */
    String of(Turn turn) {
        var known = turn.searchQuery;
        if (known == null) {
            known = made(turn);
            turn.searchQuery = known;
        }
        return known;
    }

    private String made(Turn turn) {
        var said = upToTheQuestion(turn.history);
        var before = questionBefore(said);
        if (before.isEmpty() || !FollowUp.leansOnContext(turn.question)) {
            return turn.question;
        }
        return rephrased(turn, said).orElse(before.get() + "\n" + turn.question);
    }

    /** Without the part of an answer that is to be gone on with. */
    private static List<Message> upToTheQuestion(List<Message> history) {
        int end = history.size();
        while (end > 0 && history.get(end - 1).role() != Role.USER) {
            end--;
        }
        return history.subList(0, end);
    }

    private static Optional<String> questionBefore(List<Message> said) {
        return said.subList(0, Math.max(0, said.size() - 1)).reversed().stream()
                .filter(message -> message.role() == Role.USER)
                .map(Message::text)
                .findFirst();
    }

    private Optional<String> rephrased(Turn turn, List<Message> said) {
        if (models.find(turn.row().model()).map(ModelInfo::needsSources).orElse(true)) {
            return Optional.empty(); // it can only quote
        }
        var request =
                new ModelRequest(
                        turn.row().model(),
                        said.subList(Math.max(0, said.size() - WINDOW), said.size()),
                        List.of(),
                        ModelRequest.Purpose.SEARCH_QUERY);
        var cancellation = new Cancellation();
        turn.cancellation().onCancel(cancellation::cancel);
        var done = tasks.signal();
        tasks.start(
                "patience-" + turn.id(),
                () -> {
                    if (!done.await(PATIENCE)) {
                        cancellation.cancel();
                    }
                });
        try {
            return line(moderated.words(turn, request, cancellation));
        } catch (ModelException | CancellationException unhelped) {
            turn.throwIfStopped();
            log.debug("turn {}: the model did not rephrase the question", turn.id(), unhelped);
            return Optional.empty();
        } finally {
            done.raise();
        }
    }

    /** What the model says, if it is the one line it was asked for. */
    private static Optional<String> line(String words) {
        var line = words.strip();
        boolean usable = !line.isEmpty() && line.length() <= LONGEST && !line.contains("\n");
        return usable ? Optional.of(line) : Optional.empty();
    }
}
