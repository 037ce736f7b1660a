package app.parley.account.key;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A signature is accepted once, on either database. */
abstract class NonceStoreContract {
    private static final Instant UNTIL = Instant.ofEpochMilli(1_800_000_000_000L);

    private Database database;
    private JdbcNonceStore store;
    private UUID person;

    abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        store = new JdbcNonceStore(database);
        person = Ids.newId();
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into account (id, username, username_key, username_skeleton,
                                            display_name, role, created_at)
                                        values (:id, 'kim', 'kim', 'kim', 'Kim', 'user', 1)""")
                                .param("id", person)
                                .update());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aNonceIsGoodOnceForEachKey() {
        var key = key();
        var other = key();

        assertThat(store.use(key, "n", UNTIL)).isTrue();
        assertThat(store.use(key, "n", UNTIL.plusSeconds(60))).isFalse();
        assertThat(store.use(key, "N", UNTIL)).as("every letter counts").isTrue();
        assertThat(store.use(other, "n", UNTIL)).isTrue();
    }

    @Test
    void ofManyAtOnceOneIsTaken() throws Exception {
        var key = key();
        var all = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 16; i++) {
            all.add(() -> store.use(key, "the same", UNTIL));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int taken = 0;
            for (var one : threads.invokeAll(all)) {
                taken += one.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        }
    }

    @Test
    void oneIsRememberedUntilItsSignatureHasExpired() {
        var key = key();
        store.use(key, "n", UNTIL);

        store.forgetBefore(UNTIL);
        assertThat(store.use(key, "n", UNTIL)).isFalse();

        store.forgetBefore(UNTIL.plusMillis(1));
        assertThat(store.use(key, "n", UNTIL)).isTrue();
    }

    @Test
    void theyGoWithTheirKey() {
        var key = key();
        store.use(key, "n", UNTIL);

        database.change(
                sql -> sql.sql("delete from api_key where id = :id").param("id", key).update());

        long left =
                database.read(
                        sql ->
                                sql.sql("select count(*) from signature_nonce")
                                        .query(Long.class)
                                        .single());
        assertThat(left).isZero();
    }

    private UUID key() {
        var id = Ids.newId();
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into api_key (id, account_id, name, hint, kind, public_key, scopes,
                                            allowed_networks, created_at)
                                        values (:id, :person, 'k', 'h', 'signing', :bytes, 'chat', '', 1)""")
                                .param("id", id)
                                .param("person", person)
                                .param("bytes", new byte[] {1})
                                .update());
        return id;
    }
}
