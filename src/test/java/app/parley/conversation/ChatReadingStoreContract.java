package app.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class ChatReadingStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final UUID administrator = Ids.newId();
    private final UUID chat = Ids.newId();
    private Database database;
    private JdbcChatReadingStore store;
    private UUID person;

    protected abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        store = new JdbcChatReadingStore(database);
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
    void isOpenUntilItsTimeIsOverAndForItsAdministratorAlone() {
        var reading = reading();
        store.add(reading);

        assertThat(store.open(administrator, chat, NOW.plusSeconds(899))).contains(reading);
        assertThat(store.open(administrator, chat, NOW.plusSeconds(900))).isEmpty();
        assertThat(store.open(Ids.newId(), chat, NOW)).isEmpty();
        assertThat(store.open(administrator, Ids.newId(), NOW)).isEmpty();
    }

    @Test
    void isListedForItsPersonTheLastFirst() {
        var first = reading();
        var second = reading();
        store.add(first);
        store.add(second);

        assertThat(store.of(person, null, 10)).containsExactly(second, first);
        assertThat(store.of(person, second.id(), 10)).containsExactly(first);
        assertThat(store.of(administrator, null, 10)).isEmpty();
    }

    private ChatReading reading() {
        return new ChatReading(
                Ids.newId(),
                administrator,
                person,
                chat,
                "Plans",
                "a complaint",
                NOW,
                NOW.plusSeconds(900));
    }
}
