package app.parley.moderation;

import app.parley.account.People;
import app.parley.model.ModelException;
import app.parley.model.ModerationModel;
import app.parley.moderation.CurrentPolicy.Known;
import app.parley.platform.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Judges by the administrators' rules first, and by OpenAI where they want that. */
@Component
class RuleModeration implements Moderation {
    static final String OPENAI = "openai";

    private static final Logger log = LoggerFactory.getLogger(RuleModeration.class);

    private final CurrentPolicy policy;
    private final ModerationModel openAi;
    private final People people;
    private final ModerationEvents events;

    RuleModeration(
            CurrentPolicy policy, ModerationModel openAi, People people, ModerationEvents events) {
        this.policy = policy;
        this.openAi = openAi;
        this.people = people;
        this.events = events;
    }

    @Override
    public Optional<Finding> ofPrompt(ModeratedTurn turn, String text, Cancellation cancellation) {
        var now = policy.get();
        if (now.prompts().isEmpty() && !now.asksOpenAi() || isExempt(now, turn.personId())) {
            return Optional.empty();
        }
        var found = new ArrayList<>(now.prompts().in(text));
        if (now.asksOpenAi() && found.stream().noneMatch(Finding::blocks)) {
            found.addAll(judged(now, text, cancellation));
        }
        for (var finding : found) {
            record(turn, ModerationEvent.Kind.PROMPT, finding, text, now);
        }
        return RuleSet.sorted(found).stream()
                .filter(finding -> finding.action() != Finding.Action.LOG)
                .findFirst();
    }

    @Override
    public Optional<AnswerRules> forAnswersTo(UUID person) {
        var now = policy.get();
        return now.answers().isEmpty() && !now.asksOpenAi() || isExempt(now, person)
                ? Optional.empty()
                : Optional.of(new Rules(now));
    }

    @Override
    public void foundInAnswer(ModeratedTurn turn, Finding finding, String original) {
        record(turn, ModerationEvent.Kind.ANSWER, finding, original, policy.get());
    }

    private boolean isExempt(Known now, UUID person) {
        var exempt = now.policy().exemptRoles();
        return !exempt.isEmpty() && people.roleOf(person).map(exempt::contains).orElse(false);
    }

    /** Whatever the database does meanwhile, what was found has its consequence. */
    private void record(
            ModeratedTurn turn,
            ModerationEvent.Kind kind,
            Finding finding,
            String text,
            Known now) {
        try {
            events.record(turn, kind, finding, text, now.policy().keepOriginals());
        } catch (DataAccessException away) {
            log.error(
                    "turn {}: a finding of moderation ({}) could not be recorded",
                    turn.turnId(),
                    finding.category(),
                    away);
        }
    }

    private List<Finding> judged(Known now, String text, Cancellation cancellation) {
        if (text.isBlank()) {
            return List.of();
        }
        try {
            return openAi.flagged(text, cancellation).stream()
                    .map(category -> new Finding(OPENAI, category, Finding.Action.BLOCK, 0, 0))
                    .limit(1)
                    .toList();
        } catch (ModelException unjudged) {
            boolean closed = now.policy().failClosed();
            log.warn(
                    "OpenAI's moderation did not answer ({}); the text is {}",
                    unjudged.failure().code(),
                    closed ? "blocked" : "let through");
            return closed
                    ? List.of(new Finding(OPENAI, "unavailable", Finding.Action.BLOCK, 0, 0))
                    : List.of(new Finding(OPENAI, "unavailable", Finding.Action.LOG, 0, 0));
        }
    }

    private final class Rules implements AnswerRules {
        private final Known now;

        Rules(Known now) {
            this.now = now;
        }

        @Override
        public boolean canBlock() {
            return now.answers().canBlock();
        }

        @Override
        public List<Finding> in(String stretch) {
            return now.answers().in(stretch);
        }

        @Override
        public List<Finding> inWhole(String answer, Cancellation cancellation) {
            var found = new ArrayList<>(now.answers().in(answer));
            if (now.asksOpenAi() && found.stream().noneMatch(Finding::blocks)) {
                found.addAll(judged(now, answer, cancellation));
            }
            return RuleSet.sorted(found);
        }
    }
}
