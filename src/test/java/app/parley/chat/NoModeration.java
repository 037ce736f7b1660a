package app.parley.chat;

import app.parley.moderation.AnswerRules;
import app.parley.moderation.Finding;
import app.parley.moderation.ModeratedTurn;
import app.parley.moderation.Moderation;
import app.parley.platform.Cancellation;
import java.util.Optional;
import java.util.UUID;

/** Nothing is looked for. */
final class NoModeration implements Moderation {
    @Override
    public Optional<Finding> ofPrompt(ModeratedTurn turn, String text, Cancellation cancellation) {
        return Optional.empty();
    }

    @Override
    public Optional<AnswerRules> forAnswersTo(UUID person) {
        return Optional.empty();
    }

    @Override
    public void foundInAnswer(ModeratedTurn turn, Finding finding, String original) {
        throw new IllegalStateException("nothing is looked for");
    }
}
