package app.parley.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class ModerationEventStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private Database database;
    private JdbcModerationEventStore store;
    private UUID person;

    protected abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        store = new JdbcModerationEventStore(database);
        person = Ids.newId();
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into account (id, username, username_key,
                                            username_skeleton, display_name, role, created_at)
                                        values (:id, 'ann', 'ann', 'ann', 'Ann', 'user', 0)
                                        """)
                                .param("id", person)
                                .update());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsWhatWasFound() {
        var event = event("sealed", NOW);
        store.add(event);

        assertThat(store.find(event.id())).contains(event);
        assertThat(store.find(Ids.newId())).isEmpty();
    }

    @Test
    void listsTheNewestFirstPageByPage() {
        var first = event(null, NOW);
        var second = event(null, NOW.plusSeconds(1));
        var third = event(null, NOW.plusSeconds(2));
        store.add(first);
        store.add(second);
        store.add(third);

        assertThat(store.list(null, null, 2)).containsExactly(third, second);
        assertThat(store.list(null, second.id(), 2)).containsExactly(first);
    }

    @Test
    void aReviewedEventIsNoLongerOpen() {
        var event = event(null, NOW);
        store.add(event);

        assertThat(store.review(event.id(), "harmless", Ids.newId(), NOW)).isTrue();
        assertThat(store.review(Ids.newId(), null, Ids.newId(), NOW)).isFalse();

        assertThat(store.list(ModerationEvent.State.OPEN, null, 10)).isEmpty();
        var reviewed = store.list(ModerationEvent.State.REVIEWED, null, 10).getFirst();
        assertThat(reviewed.note()).isEqualTo("harmless");
    }

    @Test
    void goesWithThePersonAndWithTime() {
        store.add(event(null, NOW));
        var later = event(null, NOW.plusSeconds(60));
        store.add(later);

        assertThat(store.forgetBefore(NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(store.list(null, null, 10)).containsExactly(later);

        database.change(
                sql -> sql.sql("delete from account where id = :id").param("id", person).update());
        assertThat(store.list(null, null, 10)).isEmpty();
    }

    private ModerationEvent event(String sealed, Instant at) {
        return new ModerationEvent(
                Ids.newId(),
                at,
                ModerationEvent.Kind.ANSWER,
                "recipes",
                "Soup",
                Finding.Action.BLOCK,
                person,
                Ids.newId(),
                Ids.newId(),
                sealed,
                sealed,
                ModerationEvent.State.OPEN,
                null);
    }
}
