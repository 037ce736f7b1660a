package app.parley.moderation;

import app.parley.platform.Cancellation;
import java.util.Optional;
import java.util.UUID;

/** Judges what people ask and what models answer. */
public interface Moderation {
    /**
     * Judges a question before any model sees it, and records what it found. Nothing is asked of
     * anybody while no rule is on.
     *
     * @return the most serious finding that its person is told of; empty where there is none
     */
    Optional<Finding> ofPrompt(ModeratedTurn turn, String text, Cancellation cancellation);

    /** What answers to this person are looked through for; empty where there is nothing. */
    Optional<AnswerRules> forAnswersTo(UUID person);

    /**
     * Records what was found in an answer.
     *
     * @param original the whole answer as far as it was written; kept sealed, where the
     *     administrators want that
     */
    void foundInAnswer(ModeratedTurn turn, Finding finding, String original);
}
