package app.parley.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.config.ParleyProperties;
import app.parley.platform.db.Database;
import app.parley.platform.db.Dialect;
import app.parley.platform.secret.TestSecretKeys;
import app.parley.support.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is done to the log by somebody who owns the database and not the keys is found. */
abstract class AuditVerifierContract {
    private static final String KEY = "a secret key of this installation";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
    @TempDir private Path dataDir;
    private Database database;
    private JdbcAuditStore store;
    private Audit audit;

    protected abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        store = new JdbcAuditStore(database);
        audit = new AuditTrail(database, store, chain(KEY), new JsonMapper(), _ -> {}, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anEmptyLogIsIntact() {
        assertThat(verified()).isEqualTo(AuditVerification.intact(0, clock.instant()));
    }

    @Test
    void aLogOfManyPagesIsIntact() {
        database.change(sql -> write(2_345));

        assertThat(verified()).isEqualTo(AuditVerification.intact(2_345, clock.instant()));
    }

    static Stream<Arguments> tampering() {
        return Stream.of(
                Arguments.of(
                        "a changed row",
                        3L,
                        List.of(
                                "update audit_entry set action = 'account.sign-in' where number = 3")),
                Arguments.of(
                        "a changed value",
                        10L,
                        List.of("update audit_entry set changes = '[]' where number = 10")),
                Arguments.of(
                        "a changed time",
                        1L,
                        List.of("update audit_entry set at = at - 1 where number = 1")),
                Arguments.of(
                        "another actor",
                        4L,
                        List.of(
                                "update audit_entry set actor_id = '00000000-0000-0000-0000-000000000001' where number = 4")),
                Arguments.of(
                        "a deleted row", 5L, List.of("delete from audit_entry where number = 5")),
                Arguments.of(
                        "a deleted first row",
                        1L,
                        List.of("delete from audit_entry where number = 1")),
                Arguments.of(
                        "swapped rows",
                        6L,
                        List.of(
                                "update audit_entry set number = 1000 where number = 6",
                                "update audit_entry set number = 6 where number = 7",
                                "update audit_entry set number = 7 where number = 1000")),
                Arguments.of(
                        "a truncated tail",
                        9L,
                        List.of("delete from audit_entry where number > 8")),
                Arguments.of(
                        "a truncated tail with a head made up for it",
                        8L,
                        List.of(
                                "delete from audit_entry where number > 8",
                                "update audit_head set number = 8, hash = (select hash from audit_entry where number = 8)")),
                Arguments.of(
                        "a row that was put at the end",
                        11L,
                        List.of(
                                "insert into audit_entry (number, at, action, details, changes, hash) values (11, 0, 'a.b', '{}', '[]', 'x')")),
                Arguments.of(
                        "a beginning cut off with a checkpoint made up for it",
                        4L,
                        List.of(
                                "insert into audit_checkpoint (number, hash, seal, at) values (4, (select hash from audit_entry where number = 4), 'made up', 0)",
                                "delete from audit_entry where number <= 4")),
                Arguments.of(
                        "everything gone",
                        1L,
                        List.of(
                                "delete from audit_entry",
                                "update audit_head set number = 0, seal = null, hash = '"
                                        + AuditChain.START
                                        + "'")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tampering")
    void finds(String what, long firstBroken, List<String> statements) {
        write(10);
        assertThat(verified().intact()).isTrue();

        asOwnerOfTheDatabase(statements);

        var found = verified();
        assertThat(found.intact()).as(what).isFalse();
        assertThat(found.firstBroken()).as(found.problem()).isEqualTo(firstBroken);
        assertThat(found.problem()).isNotBlank();
    }

    /** With the seal that the older state had: it is genuine, and only the data directory knows. */
    @Test
    void findsAnOlderStateOfTheWholeLogPutBack() {
        write(6);
        var older = store.extent().head();
        write(4);
        assertThat(verified().intact()).isTrue();

        asOwnerOfTheDatabase(
                List.of(
                        "delete from audit_entry where number > 6",
                        "update audit_head set number = 6, hash = '%s', seal = '%s'"
                                .formatted(older.hash(), older.seal())));

        assertThat(verified())
                .isEqualTo(
                        AuditVerification.broken(
                                6,
                                7L,
                                "The end of the log is gone: this installation has seen it go on to entry 10.",
                                clock.instant()));
    }

    /** Whoever knows how the hashes are made, and not the key. */
    @Test
    void findsAChainThatWasHashedAnew() {
        write(3);
        var forged = new ArrayList<String>();
        var predecessor = AuditChain.START;
        for (var row : store.after(0, 10)) {
            var changed =
                    new AuditRow(
                            row.number(),
                            row.at(),
                            "account.sign-in",
                            null,
                            null,
                            null,
                            "{}",
                            "[]",
                            "");
            predecessor = AuditChain.hash(changed, predecessor);
            forged.add(
                    "update audit_entry set action = 'account.sign-in', subject_type = null, subject_id = null, details = '{}', changes = '[]', hash = '%s' where number = %d"
                            .formatted(predecessor, row.number()));
        }
        forged.add("update audit_head set hash = '" + predecessor + "'");

        asOwnerOfTheDatabase(forged);

        assertThat(verified().firstBroken()).isEqualTo(3);
    }

    @Test
    void findsThatTheAnchorWasChanged() throws IOException {
        write(3);
        assertThat(verified().intact()).isTrue();

        var file = dataDir.resolve(AuditAnchor.FILE);
        Files.writeString(file, Files.readString(file).replaceFirst("3", "2"));

        assertThat(verified().problem()).contains(AuditAnchor.FILE);
    }

    @Test
    void saysWhenTheKeyIsAnother() {
        write(3);

        var found = verifier("another key of another installation").verify();

        assertThat(found.intact()).isFalse();
        assertThat(found.problem()).contains("PARLEY_SECRET_KEY");
    }

    @Test
    void aShortenedLogVerifiesAndGoesOn() {
        write(5);
        clock.advance(Duration.ofDays(40));
        write(2);
        var settings = new FixedSettings("30");
        var retention = new AuditRetention(store, chain(KEY), audit, settings, database, clock);

        assertThat(retention.shorten()).isEqualTo(5);
        assertThat(retention.shorten()).isZero();
        write(1);

        var rows = store.after(0, 100);
        assertThat(rows).extracting(AuditRow::number).containsExactly(6L, 7L, 8L, 9L);
        assertThat(rows.get(2).action()).isEqualTo("audit.shortened");
        assertThat(verified()).isEqualTo(AuditVerification.intact(4, clock.instant()));
    }

    @Test
    void aLogThatIsAllOldIsShortenedToTheEntryThatSaysSo() {
        write(5);
        clock.advance(Duration.ofDays(40));

        new AuditRetention(store, chain(KEY), audit, new FixedSettings("30"), database, clock)
                .shorten();

        assertThat(store.after(0, 100)).extracting(AuditRow::number).containsExactly(6L);
        assertThat(verified().intact()).isTrue();
    }

    @Test
    void keepsEverythingUnlessToldOtherwise() {
        write(5);
        clock.advance(Duration.ofDays(4_000));

        assertThat(
                        new AuditRetention(
                                        store,
                                        chain(KEY),
                                        audit,
                                        new FixedSettings(null),
                                        database,
                                        clock)
                                .shorten())
                .isZero();
    }

    private void write(int entries) {
        for (int i = 0; i < entries; i++) {
            audit.record(Audit.entry("role.changed").on("account", i).change("role", i, i + 1));
        }
    }

    private AuditVerification verified() {
        return verifier(KEY).verify();
    }

    private AuditVerifier verifier(String key) {
        var chain = chain(key);
        var properties =
                new ParleyProperties(ParleyProperties.Env.DEVELOPMENT, dataDir, null, key, "");
        return new AuditVerifier(store, chain, new AuditAnchor(properties, chain), clock);
    }

    private static AuditChain chain(String key) {
        return new AuditChain(TestSecretKeys.lasting(key));
    }

    private void asOwnerOfTheDatabase(List<String> statements) {
        database.change(
                sql -> {
                    if (database.dialect() == Dialect.POSTGRESQL) {
                        for (var table : List.of("audit_entry", "audit_head", "audit_checkpoint")) {
                            sql.sql("alter table " + table + " disable trigger all").update();
                        }
                    } else {
                        sql.sql("select name from sqlite_schema where type = 'trigger'")
                                .query(String.class)
                                .list()
                                .forEach(name -> sql.sql("drop trigger " + name).update());
                    }
                    statements.forEach(statement -> sql.sql(statement).update());
                });
    }
}
