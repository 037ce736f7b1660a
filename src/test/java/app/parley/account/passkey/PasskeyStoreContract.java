package app.parley.account.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class PasskeyStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final byte[] CHALLENGE = {1, 2, 3};

    private Database database;
    private JdbcPasskeyStore store;
    private UUID person;

    protected abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        store = new JdbcPasskeyStore(database);
        person = account("person");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aQuestionIsAnsweredOnce() throws Exception {
        var id = Ids.newId();
        store.ask(id, Purpose.SIGN_IN, null, CHALLENGE, NOW.plusSeconds(300));

        assertThat(store.take(id, Purpose.STEP_UP, NOW)).isEmpty();
        assertThat(store.take(id, Purpose.SIGN_IN, NOW.plusSeconds(300))).isEmpty();
        assertThat(successes(() -> store.take(id, Purpose.SIGN_IN, NOW).isPresent())).isEqualTo(1);
    }

    @Test
    void aQuestionKeepsWhomItIsFor() {
        var id = Ids.newId();
        store.ask(id, Purpose.STEP_UP, person, CHALLENGE, NOW.plusSeconds(300));

        var asked = store.take(id, Purpose.STEP_UP, NOW).orElseThrow();

        assertThat(asked.accountId()).isEqualTo(person);
        assertThat(asked.challenge()).isEqualTo(CHALLENGE);
    }

    @Test
    void aKeyIsOnePersons() {
        var row = row(person, 0);

        assertThat(store.add(row)).isTrue();
        assertThat(store.add(row(account("other"), 0))).isFalse();

        var kept = store.byCredential(row.credentialId()).orElseThrow();
        assertThat(kept).usingRecursiveComparison().isEqualTo(row);
        assertThat(store.of(person)).hasSize(1);
    }

    @Test
    void aCountThatWasReachedIsNotReachedAgain() throws Exception {
        var row = row(person, 5);
        store.add(row);

        assertThat(successes(() -> store.used(row.id(), 6, true, NOW))).isEqualTo(1);
        assertThat(store.used(row.id(), 6, true, NOW)).isFalse();
        assertThat(store.used(row.id(), 0, true, NOW)).isFalse();
        assertThat(store.used(row.id(), 7, false, NOW)).isTrue();
        assertThat(store.of(person).getFirst().lastUsedAt()).isEqualTo(NOW);
    }

    @Test
    void othersNeitherRenameNorRemoveIt() {
        var row = row(person, 0);
        store.add(row);
        var other = account("other");

        assertThat(store.rename(other, row.id(), "Mine")).isFalse();
        assertThat(store.remove(other, row.id())).isFalse();
        assertThat(store.of(person).getFirst().name()).isEqualTo("Key");
        assertThat(store.remove(person, row.id())).isTrue();
    }

    private static JdbcPasskeyStore.Row row(UUID owner, long signCount) {
        return new JdbcPasskeyStore.Row(
                Ids.newId(),
                owner,
                new byte[] {9, 9},
                new byte[] {1},
                new byte[] {2},
                new byte[] {3},
                signCount,
                Set.of("internal", "hybrid"),
                true,
                false,
                "Key",
                NOW,
                null);
    }

    private UUID account(String name) {
        var id = Ids.newId();
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into account (id, username, username_key,
                                            username_skeleton, display_name, role, created_at)
                                        values (:id, :name, :name, :name, :name, 'user', 0)
                                        """)
                                .param("id", id)
                                .param("name", name)
                                .update());
        return id;
    }

    private static long successes(Callable<Boolean> attempt) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long good = 0;
            for (var done : threads.invokeAll(Collections.nCopies(20, attempt))) {
                good += done.get() ? 1 : 0;
            }
            return good;
        }
    }
}
