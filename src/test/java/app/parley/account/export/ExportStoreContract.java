package app.parley.account.export;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.blob.BlobStore.Blob;
import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the rows of exports promise, on either database. */
abstract class ExportStoreContract {
    private static final Instant NOW = Instant.ofEpochMilli(1_800_000_000_000L);
    private static final Duration LEASE = Duration.ofMinutes(2);

    private Database database;
    private JdbcExportStore store;
    private UUID kim;
    private UUID lee;

    abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        store = new JdbcExportStore(database);
        kim = person("kim");
        lee = person("lee");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void thereIsOneAtATimeForEachPerson() {
        var id = begun(kim);

        assertThat(store.add(kim, Ids.newId(), NOW, NOW.plusSeconds(9))).isFalse();
        assertThat(store.add(lee, Ids.newId(), NOW, NOW.plusSeconds(9))).isTrue();
        assertThat(store.of(kim)).extracting(ExportRow::id).containsExactly(id);

        store.failed(store.take(Ids.newId(), NOW, NOW.plus(LEASE)).orElseThrow());
        assertThat(store.add(kim, Ids.newId(), NOW, NOW.plusSeconds(9))).isTrue();
    }

    @Test
    void oneThatNobodyHasBeenHeardOfIsTakenByAnother() {
        var id = begun(kim);
        var first = store.take(Ids.newId(), NOW, NOW.plus(LEASE)).orElseThrow();
        assertThat(store.take(Ids.newId(), NOW, NOW.plus(LEASE))).isEmpty();
        assertThat(store.keep(first, NOW.plus(LEASE).plus(LEASE))).isTrue();
        assertThat(store.take(Ids.newId(), NOW.plus(LEASE), NOW)).isEmpty();

        var later = NOW.plus(LEASE).plus(LEASE);
        var second = store.take(Ids.newId(), later, later.plus(LEASE)).orElseThrow();

        assertThat(second.id()).isEqualTo(id);
        assertThat(second.account()).isEqualTo(kim);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(store.keep(first, later)).isFalse();
        assertThat(store.ready(first, blob(), later)).isFalse();
        store.failed(first);
        assertThat(store.find(kim, id).orElseThrow().state()).isEqualTo(ExportRow.State.RUNNING);
        assertThat(store.ready(second, blob(), later)).isTrue();
        assertThat(store.take(Ids.newId(), later.plus(LEASE).plus(LEASE), later)).isEmpty();
    }

    @Test
    void anArchiveIsItsOwnersUntilItExpires() {
        var id = begun(kim);
        var blob = blob();
        store.ready(store.take(Ids.newId(), NOW, NOW).orElseThrow(), blob, NOW.plusSeconds(60));

        assertThat(store.find(lee, id)).isEmpty();
        var row = store.find(kim, id).orElseThrow();
        assertThat(row.state()).isEqualTo(ExportRow.State.READY);
        assertThat(row.blob()).isEqualTo(blob.id());
        assertThat(row.size()).isEqualTo(3);
        assertThat(row.expiresAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(store.referred(List.of(blob.id(), Ids.newId()))).containsExactly(blob.id());

        assertThat(store.removeExpired(NOW.plusSeconds(59))).isEmpty();
        assertThat(store.removeExpired(NOW.plusSeconds(60))).containsExactly(blob.id());
        assertThat(store.of(kim)).isEmpty();
    }

    @Test
    void aNewOneTakesThePlaceOfThoseBefore() {
        begun(kim);
        var earlier = blob();
        store.ready(store.take(Ids.newId(), NOW, NOW).orElseThrow(), earlier, NOW.plusSeconds(60));
        begun(lee);
        var others = blob();
        store.ready(store.take(Ids.newId(), NOW, NOW).orElseThrow(), others, NOW.plusSeconds(60));
        var id = begun(kim);
        var job = store.take(Ids.newId(), NOW, NOW).orElseThrow();
        store.ready(job, blob(), NOW.plusSeconds(60));

        assertThat(store.removeBefore(job)).containsExactly(earlier.id());

        assertThat(store.of(kim)).extracting(ExportRow::id).containsExactly(id);
        assertThat(store.of(lee)).hasSize(1);
    }

    @Test
    void oneThatIsBeingMadeDoesNotExpire() {
        begun(kim);

        assertThat(store.removeExpired(NOW.plus(Duration.ofDays(9)))).isEmpty();

        assertThat(store.of(kim)).hasSize(1);
    }

    @Test
    void whoGoesTakesTheArchivesAlong() {
        begun(kim);
        var job = store.take(Ids.newId(), NOW, NOW).orElseThrow();
        var blob = blob();
        store.ready(job, blob, NOW.plusSeconds(60));
        begun(kim);
        var running = store.take(Ids.newId(), NOW, NOW.plus(LEASE)).orElseThrow();
        begun(lee);

        assertThat(store.removeAll(kim)).containsExactly(blob.id());

        assertThat(store.of(kim)).isEmpty();
        assertThat(store.ready(running, blob(), NOW)).isFalse();
        assertThat(store.of(lee)).hasSize(1);
    }

    private UUID begun(UUID person) {
        var id = Ids.newId();
        assertThat(store.add(person, id, NOW, NOW.plusSeconds(60))).isTrue();
        return id;
    }

    private static Blob blob() {
        return new Blob(Ids.newId(), 3, "sha");
    }

    private UUID person(String name) {
        var id = Ids.newId();
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into account (id, username, username_key, username_skeleton,
                                            display_name, role, created_at)
                                        values (:id, :name, :name, :name, :name, 'user', 1)""")
                                .param("id", id)
                                .param("name", name)
                                .update());
        return id;
    }
}
