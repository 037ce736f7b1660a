package app.parley.knowledge.collection;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may do what with a collection, and what they see of it. */
abstract class CollectionStoreContract {
    private static final UUID ANNA = UUID.randomUUID();
    private static final UUID BEN = UUID.randomUUID();
    private static final UUID CLEO = UUID.randomUUID();

    private Database database;
    private JdbcCollectionStore store;

    protected abstract Database open();

    @BeforeEach
    void openStore() {
        database = open();
        store = new JdbcCollectionStore(database, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatIsMadeIsThereForItsOwnerAlone() {
        var id = create(ANNA, settings("Notes 📓; -- \\ %", Share.NONE));
        var found = store.find(ANNA, id).orElseThrow();
        assertThat(found.name()).isEqualTo("Notes 📓; -- \\ %");
        assertThat(found.access()).isEqualTo(CollectionAccess.OWNER);
        assertThat(found.embeddingModel()).isEqualTo("model@256");
        assertThat(found.builtIn()).isFalse();
        assertThat(found.documentCount()).isZero();
        cannotRead(BEN, id);
    }

    @Test
    void aGrantIsForThePersonWhomItNames() {
        var id = create(ANNA, settings("Notes", Share.NONE));
        store.grant(ANNA, id, BEN, Share.READ);
        canRead(BEN, id, CollectionAccess.READ);
        cannotRead(CLEO, id);

        store.grant(ANNA, id, BEN, Share.WRITE);
        canRead(BEN, id, CollectionAccess.WRITE);
        assertThat(store.grants(ANNA, id)).hasSize(1).containsEntry(BEN, Share.WRITE);

        assertThat(store.revoke(ANNA, id, BEN)).isTrue();
        assertThat(store.revoke(ANNA, id, BEN)).isFalse();
        cannotRead(BEN, id);
    }

    @Test
    void whatEveryoneMayDoHoldsForThoseWhoAreNotNamedAndNeverTakesAway() {
        var id = create(ANNA, settings("Notes", Share.READ));
        canRead(BEN, id, CollectionAccess.READ);
        canRead(ANNA, id, CollectionAccess.OWNER);
        store.grant(ANNA, id, BEN, Share.WRITE);
        canRead(BEN, id, CollectionAccess.WRITE);
        store.grant(ANNA, id, BEN, Share.READ);
        assertThat(store.update(ANNA, id, settings("Notes", Share.WRITE))).isTrue();
        canRead(BEN, id, CollectionAccess.WRITE);
        canRead(CLEO, id, CollectionAccess.WRITE);
    }

    @Test
    void onlyTheOwnerChangesSharesAndDeletes() {
        var id = create(ANNA, settings("Notes", Share.WRITE));
        store.grant(ANNA, id, BEN, Share.WRITE);
        for (var other : List.of(BEN, CLEO)) {
            assertThat(store.update(other, id, settings("Mine now", Share.NONE))).isFalse();
            store.grant(other, id, CLEO, Share.WRITE);
            assertThat(store.revoke(other, id, BEN)).isFalse();
            assertThat(store.grants(other, id)).isEmpty();
            assertThat(store.delete(other, id)).isFalse();
        }
        assertThat(store.find(ANNA, id).orElseThrow().name()).isEqualTo("Notes");
        assertThat(store.grants(ANNA, id)).containsOnlyKeys(BEN);
        assertThat(store.delete(ANNA, id)).isTrue();
        assertThat(store.find(ANNA, id)).isEmpty();
        cannotRead(BEN, id);
    }

    @Test
    void defaultsAreThoseThatTheReaderMayRead() {
        var open = create(ANNA, settings("Open", Share.READ));
        var closed = create(ANNA, settings("Closed", Share.NONE));
        assertThat(store.setDefaultForEveryone(ANNA, open, true)).isTrue();
        assertThat(store.setDefaultForEveryone(ANNA, closed, true)).isTrue();
        assertThat(store.setDefaultForEveryone(BEN, closed, false)).isFalse();
        assertThat(store.defaults(ANNA)).containsExactlyInAnyOrder(open, closed);
        assertThat(store.defaults(BEN)).containsExactly(open);
        assertThat(store.setDefaultForEveryone(ANNA, open, false)).isTrue();
        assertThat(store.defaults(BEN)).isEmpty();
    }

    @Test
    void listsPageByPageWhatTheReaderMayRead() {
        var ids =
                List.of(
                        create(ANNA, settings("1", Share.NONE)),
                        create(BEN, settings("2", Share.NONE)),
                        create(BEN, settings("3", Share.READ)),
                        create(ANNA, settings("4", Share.NONE)));
        var first = store.list(ANNA, null, 2);
        assertThat(first)
                .extracting(KnowledgeCollection::id)
                .containsExactly(ids.get(3), ids.get(2));
        assertThat(store.list(ANNA, ids.get(2), 2))
                .extracting(KnowledgeCollection::id)
                .containsExactly(ids.get(0));
        assertThat(store.owned(ANNA)).isEqualTo(2);
    }

    @Test
    void tellsWhoMayReadIt() {
        var id = create(ANNA, settings("Notes", Share.NONE));
        store.grant(ANNA, id, BEN, Share.READ);
        var named = store.audience(id);
        assertThat(named.includes(ANNA)).isTrue();
        assertThat(named.includes(BEN)).isTrue();
        assertThat(named.includes(CLEO)).isFalse();
        store.update(ANNA, id, settings("Notes", Share.READ));
        assertThat(store.audience(id).includes(CLEO)).isTrue();
        store.delete(ANNA, id);
        assertThat(store.audience(id).includes(ANNA)).isFalse();
    }

    private void canRead(UUID reader, UUID id, CollectionAccess access) {
        assertThat(store.find(reader, id).orElseThrow().access()).isEqualTo(access);
        assertThat(store.readable(reader, Set.of(id, Ids.newId()))).containsExactly(id);
        assertThat(store.list(reader, null, 10)).extracting(KnowledgeCollection::id).contains(id);
    }

    private void cannotRead(UUID reader, UUID id) {
        assertThat(store.find(reader, id)).isEmpty();
        assertThat(store.readable(reader, Set.of(id))).isEmpty();
        assertThat(store.list(reader, null, 10)).extracting(KnowledgeCollection::id).isEmpty();
    }

    private UUID create(UUID owner, CollectionSettings settings) {
        var id = Ids.newId();
        store.create(owner, id, settings, "model@256");
        return id;
    }

    private static CollectionSettings settings(String name, Share everyone) {
        return new CollectionSettings(name, "", everyone, 200, 50);
    }
}
