package app.parley.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import app.parley.platform.origin.Origin;
import app.parley.platform.secret.TestSecretKeys;
import app.parley.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;

abstract class AuditTrailContract {
    private static final AuditFilter ALL = new AuditFilter(null, null, null, null, null);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
    private Database database;
    private JdbcAuditStore store;
    private Audit audit;

    protected abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        store = new JdbcAuditStore(database);
        audit = newTrail();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsWhoDidWhatToWhatFromWhere() {
        var actor = Ids.newId();
        var subject = Ids.newId();

        audit.record(
                Audit.entry("role.changed")
                        .by(actor)
                        .from("192.0.2.7")
                        .on("account", subject)
                        .detail("reason", "she asked")
                        .change("role", "user", "admin"));

        var row = all().getFirst();
        assertThat(row.number()).isEqualTo(1);
        assertThat(row.at()).isEqualTo(clock.instant());
        assertThat(row.action()).isEqualTo("role.changed");
        assertThat(row.actorId()).isEqualTo(actor);
        assertThat(row.address()).isEqualTo("192.0.2.7");
        assertThat(row.subject()).isEqualTo(new AuditEntry.Subject("account", subject.toString()));
        assertThat(row.details()).isEqualTo("{\"reason\":\"she asked\"}");
        assertThat(row.changes())
                .isEqualTo("[{\"name\":\"role\",\"before\":\"user\",\"after\":\"admin\"}]");
        assertThat(row.hash()).isEqualTo(AuditChain.hash(row, AuditChain.START));
    }

    @Test
    void takesTheNameOfWhoeverAsksIntoTheTransaction() {
        var actor = Ids.newId();

        try (var _ = new Origin(actor, "192.0.2.8").begin()) {
            database.change(sql -> audit.record(Audit.entry("session.ended")));
        }
        database.change(sql -> audit.record(Audit.entry("session.ended")));

        assertThat(all()).extracting(AuditRow::actorId).containsExactly(actor, null);
        assertThat(all()).extracting(AuditRow::address).containsExactly("192.0.2.8", null);
    }

    @Test
    void standsOrFallsWithItsTransaction() {
        assertThatThrownBy(
                        () ->
                                database.change(
                                        sql -> {
                                            audit.record(Audit.entry("setting.changed"));
                                            throw new IllegalStateException("changed my mind");
                                        }))
                .hasMessage("changed my mind");
        database.change(
                sql -> {
                    audit.record(Audit.entry("account.registered"));
                    audit.record(Audit.entry("account.sign-in"));
                });

        assertThat(all())
                .extracting(AuditRow::action)
                .containsExactly("account.registered", "account.sign-in");
    }

    /** As on several replicas: writers that know nothing of each other. */
    @Test
    void hasOneOrderWhoeverWrites() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers =
                    IntStream.range(0, 8)
                            .mapToObj(
                                    _ ->
                                            threads.submit(
                                                    () -> {
                                                        var trail = newTrail();
                                                        for (int i = 0; i < 25; i++) {
                                                            trail.record(
                                                                    Audit.entry("key.created")
                                                                            .on("key", i));
                                                        }
                                                    }))
                            .toList();
            for (var writer : writers) {
                writer.get();
            }
        }

        var rows = all();
        assertThat(rows)
                .extracting(AuditRow::number)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 200).boxed().toList());
        var predecessor = AuditChain.START;
        for (var row : rows) {
            assertThat(row.hash()).isEqualTo(AuditChain.hash(row, predecessor));
            predecessor = row.hash();
        }
    }

    /** Each changes a row of its own after or before it records something: none waits in a ring. */
    @Test
    void recordingFirstBlocksNobody() throws Exception {
        database.change(
                sql ->
                        sql.sql(
                                        "insert into setting (name, value, updated_at) values ('x', '0', 0)")
                                .update());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers =
                    IntStream.range(0, 60)
                            .mapToObj(
                                    i ->
                                            threads.submit(
                                                    () ->
                                                            database.change(
                                                                    sql -> {
                                                                        if (i % 2 == 0) {
                                                                            audit.record(
                                                                                    Audit.entry(
                                                                                            "setting.changed"));
                                                                        }
                                                                        sql.sql(
                                                                                        "update setting set value = value || '0' where name = 'x'")
                                                                                .update();
                                                                        if (i % 2 == 1) {
                                                                            audit.record(
                                                                                    Audit.entry(
                                                                                            "setting.changed"));
                                                                        }
                                                                    })))
                            .toList();
            for (var writer : writers) {
                writer.get();
            }
        }
        assertThat(all()).hasSize(60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set action = 'nothing.happened' where number = 2",
                "update audit_entry set details = '{}'",
                "delete from audit_entry where number = 3",
                "delete from audit_entry",
                "insert into audit_entry (number, at, action, details, changes, hash) values (9, 0, 'a.b', '{}', '[]', 'x')",
                "insert into audit_entry (number, at, action, details, changes, hash) values (2, 0, 'a.b', '{}', '[]', 'x')",
                "update audit_head set number = 1",
                "update audit_head set number = number + 1, hash = 'x'",
                "delete from audit_head",
            })
    void refusesWhateverIsNotAnAddition(String statement) {
        for (int i = 0; i < 3; i++) {
            audit.record(Audit.entry("account.sign-in").detail("number", i));
        }
        var before = all();

        assertThatThrownBy(() -> database.change(sql -> sql.sql(statement).update()))
                .isInstanceOf(DataAccessException.class);

        assertThat(all()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiKey",
                "password",
                "account.smtp-password",
                "sealedKey",
                "clientSecret",
                "refreshToken"
            })
    void neverKeepsASecret(String name) {
        audit.record(
                Audit.entry("provider.changed")
                        .change(name, "canary-one", "canary-two")
                        .detail(name, "canary-three"));

        assertThat(all().getFirst().changes()).contains("(hidden)").doesNotContain("canary");
        assertThat(all().getFirst().details()).contains("(hidden)").doesNotContain("canary");
    }

    @Test
    void findsByActionActorSubjectAndTime() {
        var ann = Ids.newId();
        var bob = Ids.newId();
        var start = clock.instant();
        record("account.sign-in", ann, bob);
        record("account.registered", bob, bob);
        clock.advance(Duration.ofHours(1));
        record("setting.changed", ann, null);

        assertThat(numbers(new AuditFilter("account.sign-in", null, null, null, null)))
                .containsExactly(1L);
        assertThat(numbers(new AuditFilter("account.", null, null, null, null)))
                .containsExactly(2L, 1L);
        assertThat(numbers(new AuditFilter(null, ann, null, null, null))).containsExactly(3L, 1L);
        assertThat(numbers(new AuditFilter(null, null, bob.toString(), null, null)))
                .containsExactly(2L, 1L);
        assertThat(numbers(new AuditFilter(null, null, null, start.plusSeconds(1), null)))
                .containsExactly(3L);
        assertThat(numbers(new AuditFilter(null, null, null, null, start.plusSeconds(1))))
                .containsExactly(2L, 1L);
        assertThat(store.find(ALL, 3L, 1)).extracting(AuditRow::number).containsExactly(2L);
    }

    private void record(String action, UUID actor, @Nullable UUID account) {
        var entry = Audit.entry(action).by(actor);
        audit.record(account == null ? entry : entry.on("account", account));
    }

    private List<Long> numbers(AuditFilter filter) {
        return store.find(filter, null, 10).stream().map(AuditRow::number).toList();
    }

    private List<AuditRow> all() {
        return store.after(0, 1_000);
    }

    private Audit newTrail() {
        var chain = new AuditChain(TestSecretKeys.lasting("a secret key of this installation"));
        return new AuditTrail(database, store, chain, new JsonMapper(), _ -> {}, clock);
    }
}
