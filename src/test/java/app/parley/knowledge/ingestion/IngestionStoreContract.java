package app.parley.knowledge.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.knowledge.DocumentState;
import app.parley.knowledge.Progress;
import app.parley.knowledge.collection.CollectionSettings;
import app.parley.knowledge.collection.JdbcCollectionStore;
import app.parley.knowledge.collection.Share;
import app.parley.knowledge.document.DocumentItem;
import app.parley.knowledge.document.JdbcDocumentChangeStore;
import app.parley.knowledge.document.JdbcDocumentChangeStore.NewFile;
import app.parley.knowledge.document.JdbcDocumentStore;
import app.parley.knowledge.document.PassageItem;
import app.parley.knowledge.extract.ExtractedText;
import app.parley.knowledge.extract.TextForm;
import app.parley.knowledge.index.JdbcPassageStore;
import app.parley.knowledge.index.NewDocument.NewPassage;
import app.parley.knowledge.ingestion.JdbcJobStore.Job;
import app.parley.knowledge.ingestion.JdbcJobStore.Lost;
import app.parley.platform.blob.BlobStore.Blob;
import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import app.parley.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue of documents, with several processes at it. */
abstract class IngestionStoreContract {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final String TEXT = "One. Two. Three. Four.";

    private final UUID anna = Ids.newId();
    private final UUID ben = Ids.newId();
    private final UUID here = Ids.newId();
    private final UUID there = Ids.newId();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-01T12:00:00Z"));

    private Database database;
    private JdbcJobStore queue;
    private JdbcIngestionStore store;
    private JdbcDocumentStore documents;
    private JdbcDocumentChangeStore changes;
    private JdbcPassageStore passages;
    private JdbcCollectionStore collections;
    private UUID annas;

    protected abstract Database open();

    @BeforeEach
    void openStore() {
        database = open();
        queue = new JdbcJobStore(database, clock);
        store = new JdbcIngestionStore(queue, database, clock);
        documents = new JdbcDocumentStore(database);
        changes = new JdbcDocumentChangeStore(database, clock);
        passages = new JdbcPassageStore(database, clock);
        collections = new JdbcCollectionStore(database, clock);
        annas = collection(anna);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aDocumentIsTakenOnceWhileItsLeaseHolds() {
        var document = add(anna, annas, "a");
        var job = queue.take(here, LEASE).orElseThrow();
        assertThat(job.document()).isEqualTo(document);
        assertThat(job.attempt()).isEqualTo(1);
        assertThat(job.passageTokens()).isEqualTo(200);
        assertThat(queue.take(there, LEASE)).isEmpty();

        clock.advance(LEASE.plusMillis(1));
        assertThat(queue.take(there, LEASE).orElseThrow().attempt()).isEqualTo(2);
        assertThat(queue.take(here, LEASE)).isEmpty();
    }

    @Test
    void everyWriteRenewsTheLease() {
        add(anna, annas, "a");
        var job = queue.take(here, LEASE).orElseThrow();
        for (int i = 0; i < 3; i++) {
            clock.advance(LEASE.minusMillis(1));
            store.reach(job, DocumentState.EXTRACTING, LEASE);
            assertThat(queue.take(there, LEASE)).isEmpty();
        }
    }

    @Test
    void whoHasLostADocumentWritesNothing() {
        var document = add(anna, annas, "a");
        var slow = queue.take(here, LEASE).orElseThrow();
        store.keepText(slow, text(), LEASE);
        clock.advance(LEASE.plusMillis(1));
        var quick = queue.take(there, LEASE).orElseThrow();
        store.keepPassages(quick, TEXT, 0, some(0, 2), 4, LEASE);

        assertThatThrownBy(() -> store.keepPassages(slow, TEXT, 0, some(0, 4), 4, LEASE))
                .isInstanceOf(Lost.class);
        assertThatThrownBy(() -> store.finish(slow)).isInstanceOf(Lost.class);
        assertThatThrownBy(() -> store.fail(slow, "internal", "No.")).isInstanceOf(Lost.class);
        assertThatThrownBy(() -> queue.release(slow, true, Duration.ZERO)).isInstanceOf(Lost.class);
        assertThat(item(document).state()).isEqualTo(DocumentState.EMBEDDING);
        assertThat(item(document).progress()).isEqualTo(new Progress(2, 4));
    }

    /** However often a document is cut off, it is given up only when it gets nowhere. */
    @Test
    void whatIsWrittenDownBeginsTheCountAnew() {
        add(anna, annas, "a");
        queue.take(here, LEASE).orElseThrow();
        clock.advance(LEASE.plusMillis(1));
        var second = queue.take(there, LEASE).orElseThrow();
        assertThat(second.attempt()).isEqualTo(2);
        store.keepText(second, text(), LEASE);
        for (int i = 0; i < 4; i++) {
            clock.advance(LEASE.plusMillis(1));
            var next = queue.take(Ids.newId(), LEASE).orElseThrow();
            assertThat(next.attempt()).isEqualTo(2);
            store.keepPassages(next, TEXT, i, some(i, i + 1), 4, LEASE);
        }
    }

    @Test
    void whatAnAttemptHasWrittenIsThereForTheNext() {
        add(anna, annas, "a");
        var first = queue.take(here, LEASE).orElseThrow();
        store.keepText(first, text(), LEASE);
        store.keepPassages(first, TEXT, 0, some(0, 2), 4, LEASE);
        clock.advance(LEASE.plusMillis(1));

        var second = queue.take(there, LEASE).orElseThrow();
        assertThat(store.text(second)).contains(text());
        var last = store.lastPassage(second).orElseThrow();
        assertThat(last.ordinal()).isEqualTo(1);
        assertThat(TEXT.substring(last.start(), last.end())).isEqualTo("Two.");
        store.keepPassages(second, TEXT, 2, some(2, 4), 4, LEASE);
        store.finish(second);
        assertThat(documents.passages(anna, second.document(), 0, 10))
                .extracting(PassageItem::text)
                .containsExactly("One.", "Two.", "Three.", "Four.");
    }

    @Test
    void noPassageIsThereTwice() {
        var document = add(anna, annas, "a");
        var job = queue.take(here, LEASE).orElseThrow();
        store.keepText(job, text(), LEASE);
        store.keepPassages(job, TEXT, 0, some(0, 2), 4, LEASE);
        assertThatThrownBy(() -> store.keepPassages(job, TEXT, 1, some(1, 3), 4, LEASE))
                .isInstanceOf(org.springframework.dao.DuplicateKeyException.class);
        assertThat(documents.passages(anna, document, 0, 10)).hasSize(2);
    }

    @Test
    void onlyWhatIsFinishedCanBeSearched() {
        var document = add(anna, annas, "a");
        var job = queue.take(here, LEASE).orElseThrow();
        store.keepText(job, text(), LEASE);
        store.keepPassages(job, TEXT, 0, some(0, 4), 4, LEASE);
        assertThat(passages.indexed(annas)).isEmpty();
        var before = passages.revisions().get(annas);

        store.finish(job);
        assertThat(passages.indexed(annas)).hasSize(4);
        assertThat(passages.changesSince(annas, before.changes()).searchable())
                .containsExactly(document);
        var ready = item(document);
        assertThat(ready.state()).isEqualTo(DocumentState.READY);
        assertThat(ready.progress()).isNull();
        assertThat(ready.passages()).isEqualTo(4);
        assertThat(ready.tokens()).isEqualTo(12);
        assertThat(ready.title()).isEqualTo("Numbers");
        assertThat(ready.pages()).isEqualTo(2);
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void aFailureHasItsReasonAndCanBeTriedAgain() {
        var document = add(anna, annas, "a");
        var job = queue.take(here, LEASE).orElseThrow();
        store.keepText(job, text(), LEASE);
        store.keepPassages(job, TEXT, 0, some(0, 2), 4, LEASE);
        store.fail(job, "too-large", "Too much.");
        assertThat(item(document).state()).isEqualTo(DocumentState.FAILED);
        assertThat(item(document).error())
                .isEqualTo(new DocumentItem.Failure("too-large", "Too much."));
        assertThat(documents.passages(anna, document, 0, 10)).isEmpty();
        assertThat(queue.take(here, LEASE)).isEmpty();

        assertThat(changes.retry(ben, document)).isFalse();
        assertThat(changes.retry(anna, document)).isTrue();
        assertThat(changes.retry(anna, document)).isFalse();
        assertThat(item(document).error()).isNull();
        var again = queue.take(here, LEASE).orElseThrow();
        assertThat(again.attempt()).isEqualTo(1);
        assertThat(store.text(again)).isEmpty();
    }

    @Test
    void everybodysFirstDocumentsComeFirst() {
        var bens = collection(ben);
        var first = add(anna, annas, "1");
        var second = add(anna, annas, "2");
        var third = add(anna, annas, "3");
        var other = add(ben, bens, "4");
        assertThat(
                        IntStream.range(0, 4)
                                .mapToObj(_ -> queue.take(here, LEASE).orElseThrow().document()))
                .containsExactly(first, other, second, third);
    }

    @Test
    void manyAtOnceTakeEachDocumentOnce() throws InterruptedException {
        var added = IntStream.range(0, 40).mapToObj(i -> add(anna, annas, "d" + i)).toList();
        List<UUID> taken = Collections.synchronizedList(new ArrayList<>());
        var threads =
                IntStream.range(0, 4)
                        .mapToObj(
                                _ ->
                                        Thread.ofVirtual()
                                                .start(
                                                        () -> {
                                                            var runner = Ids.newId();
                                                            while (taken.size() < added.size()) {
                                                                queue.take(runner, LEASE)
                                                                        .map(Job::document)
                                                                        .ifPresent(taken::add);
                                                            }
                                                        }))
                        .toList();
        for (var thread : threads) {
            thread.join();
        }
        assertThat(taken).hasSize(40);
        assertThat(new HashSet<>(taken)).containsExactlyInAnyOrderElementsOf(added);
    }

    @Test
    void whatIsGivenBackIsTakenAgain() {
        add(anna, annas, "a");
        var job = queue.take(here, LEASE).orElseThrow();
        queue.release(job, false, Duration.ZERO);
        var again = queue.take(there, LEASE).orElseThrow();
        assertThat(again.attempt()).isEqualTo(1);
        queue.release(again, true, Duration.ofSeconds(5));
        assertThat(queue.take(there, LEASE)).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        assertThat(queue.take(there, LEASE).orElseThrow().attempt()).isEqualTo(2);
    }

    @Test
    void aProcessThatIsAloneFreesWhatTheDeadOneHeld() {
        add(anna, annas, "a");
        queue.take(here, LEASE).orElseThrow();
        queue.releaseAll();
        assertThat(queue.take(there, LEASE).orElseThrow().attempt()).isEqualTo(2);
    }

    @Test
    void aDocumentThatIsDeletedIsLostToWhoWorksOnIt() {
        var document = add(anna, annas, "a");
        var job = queue.take(here, LEASE).orElseThrow();
        assertThat(changes.delete(ben, document)).isEmpty();
        assertThat(changes.delete(anna, document)).isPresent();
        assertThatThrownBy(() -> store.keepText(job, text(), LEASE)).isInstanceOf(Lost.class);
        assertThat(passages.changesSince(annas, 0).changed()).containsExactly(document);
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void theEndOfOneDocumentTakesTheNext() {
        var first = add(anna, annas, "a");
        var second = add(anna, annas, "b");
        var job = queue.take(here, LEASE).orElseThrow();
        assertThat(job.document()).isEqualTo(first);

        var next = store.complete(job, text(), some(0, 2), there, LEASE).orElseThrow();
        assertThat(next.document()).isEqualTo(second);
        assertThat(item(first).state()).isEqualTo(DocumentState.READY);
        assertThat(item(first).passages()).isEqualTo(2);
        assertThat(queue.take(here, LEASE)).isEmpty();

        assertThat(store.complete(next, text(), some(0, 4), null, LEASE)).isEmpty();
        assertThat(queue.waiting()).isZero();
        assertThat(passages.changesSince(annas, 1).searchable()).containsExactly(second);
        assertThatThrownBy(() -> store.complete(job, text(), some(0, 2), there, LEASE))
                .isInstanceOf(Lost.class);
    }

    @Test
    void nothingIsCompletedForAModelThatTheCollectionHasLeft() {
        var document = add(anna, annas, "a");
        var waiting = add(anna, annas, "b");
        var job = queue.take(here, LEASE).orElseThrow();
        database.change(
                sql -> sql.sql("update collection set embedding_model = 'other@256'").update());
        assertThatThrownBy(() -> store.complete(job, text(), some(0, 2), there, LEASE))
                .isInstanceOf(JdbcIngestionStore.OtherModel.class);
        assertThat(item(document).state()).isNotEqualTo(DocumentState.READY);
        assertThat(queue.waiting()).isEqualTo(2);
        assertThat(queue.take(there, LEASE).orElseThrow().document()).isEqualTo(waiting);
    }

    @Test
    void onlyThoseWhoMayWriteAdd() {
        var file = file("a");
        assertThat(changes.add(ben, annas, file)).isEmpty();
        collections.grant(anna, annas, ben, Share.READ);
        assertThat(changes.add(ben, annas, file)).isEmpty();
        collections.grant(anna, annas, ben, Share.WRITE);
        assertThat(changes.add(ben, annas, file)).isPresent();
        assertThat(changes.add(anna, annas, file("a"))).isEmpty();
        assertThat(documents.withContent(anna, annas, "sha-a")).isPresent();
    }

    private UUID collection(UUID owner) {
        var id = Ids.newId();
        collections.create(owner, id, CollectionSettings.unsaid(256), "model@256");
        return id;
    }

    private UUID add(UUID writer, UUID collection, String content) {
        clock.advance(Duration.ofMillis(1));
        var file = file(content);
        assertThat(changes.add(writer, collection, file)).isPresent();
        return file.id();
    }

    private static NewFile file(String content) {
        return new NewFile(
                Ids.newId(),
                content,
                content + ".txt",
                "text/plain",
                new Blob(Ids.newId(), content.length(), "sha-" + content));
    }

    private DocumentItem item(UUID document) {
        return documents.find(anna, document).orElseThrow();
    }

    private static ExtractedText text() {
        return new ExtractedText("Numbers", TEXT, TextForm.PLAIN, List.of(0, 10));
    }

    private static List<NewPassage> some(int from, int to) {
        var words = TEXT.split(" ");
        return IntStream.range(from, to)
                .mapToObj(
                        i -> {
                            int start = TEXT.indexOf(words[i]);
                            return new NewPassage(
                                    "Numbers",
                                    "",
                                    start,
                                    start + words[i].length(),
                                    null,
                                    3,
                                    new float[] {1, 0});
                        })
                .toList();
    }
}
