package app.parley.knowledge.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import app.parley.knowledge.index.IndexedPassage;
import app.parley.knowledge.index.JdbcPassageStore;
import app.parley.knowledge.index.NewDocument;
import app.parley.knowledge.index.NewDocument.NewPassage;
import app.parley.knowledge.index.StoredCollection;
import app.parley.knowledge.search.JdbcFoundPassageStore;
import app.parley.platform.db.Database;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class DocumentStoreContract {
    private static final UUID ANNA = UUID.randomUUID();
    private static final UUID BEN = UUID.randomUUID();

    private final StoredCollection everyones =
            new StoredCollection(UUID.randomUUID(), null, "Handbook", "model@256", "1");
    private final StoredCollection annas =
            new StoredCollection(UUID.randomUUID(), ANNA, "Notes", "model@256", "1");

    private Database database;
    private JdbcDocumentStore documents;
    private JdbcPassageStore store;
    private JdbcFoundPassageStore found;

    protected abstract Database open();

    @BeforeEach
    void openStore() {
        database = open();
        documents = new JdbcDocumentStore(database);
        store = new JdbcPassageStore(database, Clock.systemUTC());
        found = new JdbcFoundPassageStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatIsStoredIsReadToTheLetter() {
        var document = document("naïve 😀 text\r\nwith \"quotes\" and 'more'; -- \\ %", 3);
        store.replace(everyones, List.of(document));
        var read = documents.document(ANNA, document.id()).orElseThrow();
        assertThat(read.text()).isEqualTo(document.text());
        assertThat(read.item().title()).isEqualTo(document.title());
        assertThat(read.item().location()).isEqualTo(document.location());
        assertThat(read.item().collectionId()).isEqualTo(everyones.id());
        assertThat(read.collectionName()).isEqualTo("Handbook");

        var indexed = indexed(everyones.id());
        assertThat(indexed).hasSize(3);
        var passages = found.passages(ANNA, indexed.stream().map(IndexedPassage::id).toList());
        assertThat(passages)
                .allSatisfy(
                        passage -> {
                            assertThat(passage.text())
                                    .isEqualTo(
                                            document.text()
                                                    .substring(passage.start(), passage.end()));
                            assertThat(passage.embedding().vector())
                                    .containsExactly(passage.start() + 0.25f, -1e-30f, 3e30f);
                            assertThat(passage.section()).isEqualTo("Section");
                            assertThat(passage.title()).isEqualTo(document.title());
                        });
        assertThat(indexed)
                .allSatisfy(passage -> assertThat(passage.text()).startsWith("Title > Section\n"));
    }

    @Test
    void everyoneReadsWhatBelongsToNobody() {
        var document = document("text", 1);
        store.replace(everyones, List.of(document));
        assertThat(documents.document(BEN, document.id())).isPresent();
    }

    @Test
    void nobodyElseSeesWhatIsMine() {
        var document = document("secret", 1);
        store.replace(annas, List.of(document));
        var passages = indexed(annas.id()).stream().map(IndexedPassage::id).toList();

        assertThat(documents.document(ANNA, document.id())).isPresent();
        assertThat(found.passages(ANNA, passages)).hasSize(1);

        assertThat(documents.document(BEN, document.id())).isEmpty();
        assertThat(found.passages(BEN, passages)).isEmpty();
    }

    @Test
    void replacesACollectionWholeAndKeepsTheIdsItIsGiven() {
        var old = document("old", 2);
        store.replace(everyones, List.of(old, document("gone", 1)));
        var fresh = new NewDocument(old.id(), "New title", "new.md", "new", List.of(passage(0, 3)));
        store.replace(
                new StoredCollection(everyones.id(), null, "Handbook", "other@512", "2"),
                List.of(fresh));
        assertThat(store.collections())
                .containsExactly(
                        new StoredCollection(everyones.id(), null, "Handbook", "other@512", "2"));
        assertThat(documents.document(ANNA, old.id()).orElseThrow().text()).isEqualTo("new");
        assertThat(indexed(everyones.id())).hasSize(1);
    }

    @Test
    void aReplacementThatFailsChangesNothing() {
        store.replace(everyones, List.of(document("old", 2)));
        var broken = new NewDocument(UUID.randomUUID(), "T", "l", "x", List.of(passage(0, 9)));
        assertThatThrownBy(
                        () ->
                                store.replace(
                                        new StoredCollection(
                                                everyones.id(), null, "Handbook", "m", "2"),
                                        List.of(document("new", 1), broken)))
                .isInstanceOf(RuntimeException.class);
        assertThat(store.collections()).containsExactly(everyones);
        assertThat(indexed(everyones.id())).hasSize(2);
    }

    /** An index that has been told of everything up to here asks for the rest. */
    @Test
    void tellsAnIndexWhatItHasMissed() {
        var kept = document("kept", 1);
        var gone = document("gone", 1);
        store.replace(everyones, List.of(kept, gone));
        var first = store.revisions().get(everyones.id());
        assertThat(store.revisions(Set.of(everyones.id(), UUID.randomUUID())))
                .containsOnly(entry(everyones.id(), first));
        assertThat(store.changesSince(everyones.id(), 0).searchable())
                .containsExactlyInAnyOrder(kept.id(), gone.id());
        assertThat(store.changesSince(everyones.id(), first.changes()).changed()).isEmpty();

        store.replace(everyones, List.of(kept));
        var second = store.revisions().get(everyones.id());
        assertThat(second.made()).isEqualTo(first.made());
        assertThat(second.changes()).isGreaterThan(first.changes());
        var missed = store.changesSince(everyones.id(), first.changes());
        assertThat(missed.changed()).containsExactlyInAnyOrder(kept.id(), gone.id());
        assertThat(missed.searchable()).containsExactly(kept.id());
        List<IndexedPassage> passages = new ArrayList<>();
        store.indexed(missed.searchable()).forEach(passages::add);
        assertThat(passages).extracting(IndexedPassage::document).containsExactly(kept.id());
    }

    @Test
    void readsManyPassagesPageByPage() {
        store.replace(annas, List.of(document("other", 4)));
        store.replace(
                everyones,
                IntStream.range(0, 7).mapToObj(i -> document("document " + i, 200)).toList());
        var ids = indexed(everyones.id()).stream().map(IndexedPassage::id).toList();
        assertThat(ids).hasSize(1_400).doesNotHaveDuplicates();
        assertThat(indexed(UUID.randomUUID())).isEmpty();
    }

    private List<IndexedPassage> indexed(UUID collection) {
        List<IndexedPassage> passages = new ArrayList<>();
        store.indexed(collection).forEach(passages::add);
        return passages;
    }

    private static NewDocument document(String text, int passages) {
        return new NewDocument(
                UUID.randomUUID(),
                "Title of " + text.length(),
                "folder/page.md",
                text,
                IntStream.range(0, passages)
                        .mapToObj(i -> passage(i % text.length(), text.length()))
                        .toList());
    }

    private static NewPassage passage(int start, int end) {
        return new NewPassage(
                "Title > Section",
                "Section",
                start,
                end,
                null,
                7,
                new float[] {start + 0.25f, -1e-30f, 3e30f});
    }
}
