package app.parley.chat;

import app.parley.conversation.Citation;
import app.parley.model.ModelListener;
import app.parley.model.ModelRequest;
import java.util.ArrayList;
import org.springframework.stereotype.Component;

/**
 * Asks the model and puts its words into the log as they come; a passage is cited when the answer
 * names it.
 */
@Component
class Generate implements TurnStep {
    private final ModeratedModels models;

    Generate(ModeratedModels models) {
        this.models = models;
    }

    @Override
    public void apply(Turn turn) {
        var request =
                new ModelRequest(turn.row().model(), turn.history, sources(turn), purpose(turn));
        turn.outcome = models.answer(turn, request, new Writer(turn));
    }

    /** Everyone's default collections are a help; the person's own choice is a request. */
    private static ModelRequest.Purpose purpose(Turn turn) {
        var chosen = turn.row().options().collections();
        return chosen == null || chosen.isEmpty()
                ? ModelRequest.Purpose.ANSWER
                : ModelRequest.Purpose.GROUNDED_ANSWER;
    }

    private static ArrayList<ModelRequest.Source> sources(Turn turn) {
        var sources = new ArrayList<ModelRequest.Source>();
        for (var passage : turn.passages) {
            sources.add(
                    new ModelRequest.Source(
                            sources.size() + 1,
                            passage.title(),
                            passage.location(),
                            passage.text(),
                            passage.context()));
        }
        return sources;
    }

    private static final class Writer implements ModelListener {
        private final Turn turn;
        private final CitationScanner scanner;

        Writer(Turn turn) {
            this.turn = turn;
            scanner = new CitationScanner(turn.passages.size());
        }

        @Override
        public void text(String delta) {
            turn.log().append(TurnLog.Kind.TEXT, delta);
            for (int index : scanner.scan(delta)) {
                cite(index);
            }
        }

        @Override
        public void reasoning(String delta) {
            turn.log().append(TurnLog.Kind.REASONING, delta);
        }

        private void cite(int index) {
            var passage = turn.passages.get(index - 1);
            var citation =
                    new Citation(
                            index,
                            passage.documentId(),
                            passage.title(),
                            passage.location(),
                            passage.text(),
                            passage.start(),
                            passage.end());
            turn.citations.add(citation);
            turn.log().append(ChatEvent.Cited.of(citation));
        }
    }
}
