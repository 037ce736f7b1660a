package app.parley.chat;

import app.parley.moderation.ModeratedTurn;
import app.parley.moderation.Moderation;
import org.springframework.stereotype.Component;

/**
 * Has the question judged before anything of it leaves the server. It is recorded long since: what
 * is blocked is answered with why, and not lost.
 */
@Component
class Moderate implements TurnStep {
    private final Moderation moderation;

    Moderate(Moderation moderation) {
        this.moderation = moderation;
    }

    @Override
    public void apply(Turn turn) {
        moderation
                .ofPrompt(subject(turn), turn.question, turn.cancellation())
                .ifPresent(
                        finding -> {
                            if (finding.blocks()) {
                                throw Blocked.question(finding.category());
                            }
                            turn.log().append(ChatEvent.Warned.of(finding.category()));
                        });
        turn.passModeration();
    }

    static ModeratedTurn subject(Turn turn) {
        var row = turn.row();
        return new ModeratedTurn(row.ownerId(), row.conversationId(), row.id());
    }
}
