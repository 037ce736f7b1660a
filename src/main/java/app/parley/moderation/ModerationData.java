package app.parley.moderation;

import app.parley.account.Erased;
import app.parley.account.PersonalArchive;
import app.parley.account.PersonalData;
import app.parley.platform.db.Paged;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What was found in people's questions and answers. What reviewers wrote about it is theirs, and is
 * not taken along; all of it goes with the account.
 */
@Component
class ModerationData implements PersonalData {
    private static final int PAGE = 200;

    private final JdbcModerationEventStore store;

    ModerationData(JdbcModerationEventStore store) {
        this.store = store;
    }

    private record TakenEvent(
            Instant at,
            ModerationEvent.Kind kind,
            String category,
            Finding.Action action,
            UUID conversationId) {
        static TakenEvent of(ModerationEvent event) {
            return new TakenEvent(
                    event.at(),
                    event.kind(),
                    event.category(),
                    event.action(),
                    event.conversationId());
        }
    }

    @Override
    public void export(UUID person, PersonalArchive archive) throws IOException {
        archive.json(
                "moderation/events.json",
                Paged.of(
                                (@Nullable ModerationEvent last) ->
                                        store.of(person, last == null ? null : last.id(), PAGE))
                        .map(TakenEvent::of));
    }

    @Override
    public Erased erase(UUID person) {
        store.forgetPerson(person);
        return Erased.uncounted();
    }
}
