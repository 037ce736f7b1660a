package app.parley.knowledge.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.knowledge.index.IndexedPassage;
import app.parley.knowledge.index.JdbcPassageStore;
import app.parley.knowledge.index.NewDocument;
import app.parley.knowledge.index.NewDocument.NewPassage;
import app.parley.knowledge.index.StoredCollection;
import app.parley.knowledge.ingestion.JdbcReembeddingStore.Lost;
import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import app.parley.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a collection goes over to another embedding model, on every database. */
abstract class ReembeddingStoreContract {
    private static final Duration LEASE = Duration.ofMinutes(3);
    private static final String TEXT = "one two three four five ";

    private final SettableClock clock = new SettableClock(Instant.ofEpochMilli(1_000_000));
    private final UUID collection = Ids.newId();
    private Database database;
    private JdbcReembeddingStore store;
    private JdbcPassageStore passages;

    protected abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        store = new JdbcReembeddingStore(database, clock);
        passages = new JdbcPassageStore(database, clock);
        passages.replace(
                new StoredCollection(collection, null, "Mine", "old@256", "1"),
                List.of(
                        new NewDocument(
                                Ids.newId(),
                                "Title",
                                "a.md",
                                TEXT,
                                IntStream.range(0, 5)
                                        .mapToObj(i -> passage(i, new float[] {1, 0}))
                                        .toList())));
        owned();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private final UUID anna = Ids.newId();

    private void owned() {
        database.change(
                sql ->
                        sql.sql("update collection set owner_id = :owner where id = :id")
                                .param("owner", anna)
                                .param("id", collection)
                                .update());
    }

    private static NewPassage passage(int i, float[] vector) {
        return new NewPassage("Title", "", i * 4, i * 4 + 3, null, 3, vector);
    }

    @Test
    void goesOverAllAtOnce() {
        assertThat(store.aim(Ids.newId(), collection, "new@512")).isFalse();
        assertThat(store.aim(anna, collection, "new@512")).isTrue();
        var job = store.take(Ids.newId(), LEASE).orElseThrow();
        assertThat(job.model()).isEqualTo("new@512");
        keep(job, 3);
        assertThat(store.finish(job)).isFalse();
        assertThat(models()).containsOnly("old@256");
        assertThat(vectors()).containsOnly(1f);
        var before = passages.revisions().get(collection);

        keep(job, 3);
        assertThat(store.waiting(job, 9)).isEmpty();
        assertThat(store.finish(job)).isTrue();
        assertThat(models()).containsOnly("new@512");
        assertThat(vectors()).containsOnly(2f);
        assertThat(passages.revisions().get(collection).continues(before)).isFalse();
        assertThat(store.take(Ids.newId(), LEASE)).isEmpty();
    }

    @Test
    void anotherGoesOnWhereOneDied() {
        store.aim(anna, collection, "new@512");
        var dead = store.take(Ids.newId(), LEASE).orElseThrow();
        keep(dead, 2);
        assertThat(store.take(Ids.newId(), LEASE)).isEmpty();
        clock.advance(LEASE.plusSeconds(1));
        var heir = store.take(Ids.newId(), LEASE).orElseThrow();
        assertThat(store.waiting(heir, 9)).hasSize(3);
        assertThatThrownBy(() -> keep(dead, 1)).isInstanceOf(Lost.class);
        keep(heir, 3);
        assertThat(store.finish(heir)).isTrue();
    }

    @Test
    void anotherAimStartsAnew() {
        store.aim(anna, collection, "new@512");
        var job = store.take(Ids.newId(), LEASE).orElseThrow();
        keep(job, 2);
        assertThat(store.aim(anna, collection, "new@512")).isFalse();
        assertThat(store.aim(anna, collection, "third@512")).isTrue();
        assertThatThrownBy(() -> keep(job, 1)).isInstanceOf(Lost.class);
        assertThat(store.waiting(store.take(Ids.newId(), LEASE).orElseThrow(), 9)).hasSize(5);
        assertThat(store.aim(anna, collection, "old@256")).isTrue();
        assertThat(store.take(Ids.newId(), LEASE)).isEmpty();
        assertThat(models()).containsOnly("old@256");
    }

    private void keep(JdbcReembeddingStore.Job job, int count) {
        var batch = store.waiting(job, count);
        store.keep(job, batch, batch.stream().map(_ -> new float[] {2, 0}).toList(), LEASE);
    }

    private List<String> models() {
        return indexed().map(passage -> passage.embedding().model()).toList();
    }

    private List<Float> vectors() {
        return indexed().map(passage -> passage.embedding().vector()[0]).toList();
    }

    private Stream<IndexedPassage> indexed() {
        return StreamSupport.stream(passages.indexed(collection).spliterator(), false);
    }
}
