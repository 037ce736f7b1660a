package app.parley.chat;

import app.parley.account.Erased;
import app.parley.account.PersonalArchive;
import app.parley.account.PersonalData;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The turns of people. What was said in them is in their chats, and is taken along with those. */
@Component
class TurnData implements PersonalData {
    private final TurnStore turns;
    private final TurnRegistry registry;

    TurnData(TurnStore turns, TurnRegistry registry) {
        this.turns = turns;
        this.registry = registry;
    }

    @Override
    public void export(UUID person, PersonalArchive archive) {}

    /** A process elsewhere that runs one finds out at its next look that it is nobody's. */
    @Override
    public Erased erase(UUID person) {
        turns.forgetRequestsOf(person);
        return Erased.uncounted().then(() -> stop(person));
    }

    private void stop(UUID person) {
        for (var turn : registry.all()) {
            if (turn.row().ownerId().equals(person)) {
                turn.stop();
                turn.log().abandon();
            }
        }
    }
}
