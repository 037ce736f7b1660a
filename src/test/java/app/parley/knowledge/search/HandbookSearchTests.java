package app.parley.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.knowledge.FoundPassage;
import app.parley.knowledge.Knowledge;
import app.parley.knowledge.collection.JdbcCollectionStore;
import app.parley.knowledge.document.JdbcDocumentStore;
import app.parley.knowledge.embedding.OneEmbedder;
import app.parley.knowledge.index.HandbookCollection;
import app.parley.knowledge.index.IndexKeeper;
import app.parley.knowledge.index.JdbcPassageStore;
import app.parley.knowledge.index.KnowledgeStart;
import app.parley.knowledge.ingest.Handbook;
import app.parley.knowledge.lucene.LucenePassageIndex;
import app.parley.knowledge.onnx.LocalModel;
import app.parley.knowledge.onnx.OnnxEmbedder;
import app.parley.platform.db.Database;
import app.parley.support.Awaiting;
import app.parley.support.TestDatabases;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people ask about Parley, and where the handbook answers it. */
class HandbookSearchTests {
    private static final UUID READER = UUID.randomUUID();

    @TempDir private static Path folder;
    private static Database database;
    private static JdbcPassageStore store;
    private static JdbcDocumentStore documents;
    private static IndexKeeper keeper;
    private static OnnxEmbedder embedder;
    private static LucenePassageIndex index;
    private static KnowledgeStart start;
    private static Knowledge knowledge;

    @BeforeAll
    static void open() throws Exception {
        database = TestDatabases.sqlite();
        store = new JdbcPassageStore(database, Clock.systemUTC());
        documents = new JdbcDocumentStore(database);
        embedder = new OnnxEmbedder(LocalModel.MINILM);
        index = new LucenePassageIndex(folder.resolve("index"));
        keeper = new IndexKeeper(store, index);
        start = new KnowledgeStart(new HandbookCollection(store, embedder), keeper);
        knowledge =
                new HybridKnowledge(
                        new JdbcCollectionStore(database, Clock.systemUTC()),
                        new JdbcFoundPassageStore(database),
                        keeper,
                        new HybridSearch(index, new OneEmbedder(embedder)),
                        start);
        assertThat(knowledge.isReady()).isFalse();
        start.start();
        Awaiting.until("the handbook can be searched", knowledge::isReady);
    }

    @AfterAll
    static void close() throws Exception {
        start.stop();
        index.close();
        embedder.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    How do I connect OpenAI?                                  | models
                    Where is my data?                                         | data
                    How do I stop an answer?                                  | chats
                    What happens if the server restarts while it answers?     | chats
                    Which keyboard shortcuts are there?                       | keyboard
                    Can I use a model on my own computer?                     | models
                    where do I paste my claude api key                        | models
                    I closed my browser, is the answer gone?                  | chats
                    Can my boss read what I write?                            | privacy
                    How do I back up everything?                              | data
                    How can I switch from sqlite to postgres?                 | data
                    What does rate-limited mean?                              | troubleshooting
                    It says the key is wrong                                  | troubleshooting
                    How do I log out on my lost phone?                        | accounts
                    PARLEY_DATA_DIR                                           | configuration
                    What do the small numbers in brackets mean?               | citations
                    What is the Guide?                                        | guide
                    how to change the port                                    | troubleshooting
                    How do I change what I asked?                             | chats
                    How can my colleagues use it too?                         | administration
                    How do I put nginx in front?                              | administration
                    Is my password stored in clear text?                      | privacy
                    Does it send telemetry?                                   | privacy
                    How do I get started?                                     | first-steps
                    I forgot my password                                      | accounts
                    Where can I pick another model?                           | models
                    connect vllm                                              | models
                    What is secret.key?                                       | data
                    Where does Parley keep its data?                          | data
                    What can the Guide answer?                                | guide
                    my answer stopped in the middle                           | chats
                    What does ENV=production do?                              | administration
                    can I upload a pdf                                        | limits
                    two factor authentication                                 | limits
                    Can I export my chats?                                    | limits
                    why is it slow                                            | troubleshooting
                    Does closing the tab cancel the response?                 | chats
                    how to set the default model                              | models
                    """)
    void answersAreAmongTheFirstThree(String question, String page) {
        var found = knowledge.find(READER, Set.of(), question, 3);
        assertThat(found)
                .as(question)
                .extracting(FoundPassage::documentId)
                .contains(HandbookCollection.documentId(page));
    }

    /** The best passage of a handbook is still no answer to these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is the capital of France?",
                "Write a poem about the sea",
                "How tall is Mount Everest?",
                "What's the weather tomorrow?",
                "How do I bake bread?",
                "Explain quantum entanglement",
                "What is 2+2?",
                "Python function to reverse a list",
                "How do I connect my printer?",
                "Where is my car?",
                "How do I stop smoking?",
                "How do I change a tire?",
                "asdfghjkl",
                "Tell me a joke",
                "Who wrote Hamlet?",
                "How do I connect to wifi on my TV?",
                "what is the price of bitcoin",
                "Where can I buy shoes?",
            })
    void findsNothingWhereTheHandbookHasNoAnswer(String question) {
        assertThat(knowledge.find(READER, Set.of(), question, 8)).isEmpty();
    }

    @Test
    void everyPassageIsExactlyWhatTheDocumentSaysThere() {
        for (var passage : knowledge.find(READER, Set.of(), "key of a provider", 8)) {
            var document = documents.document(READER, passage.documentId()).orElseThrow();
            assertThat(document.text().substring(passage.start(), passage.end()))
                    .isEqualTo(passage.text());
            assertThat(document.item().title()).isEqualTo(passage.title());
            assertThat(document.item().location()).startsWith("handbook/").endsWith(".md");
        }
    }

    @Test
    void fewPassagesOfOnePageAndNoneTwice() {
        var found = knowledge.find(READER, Set.of(), "connect a model", 8);
        assertThat(found).hasSizeGreaterThan(4);
        assertThat(found).extracting(FoundPassage::text).doesNotHaveDuplicates();
        assertThat(
                        found.stream()
                                .filter(
                                        passage ->
                                                passage.title().equals("Connect a language model")))
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aForeignCollectionFindsNothing() {
        assertThat(knowledge.find(READER, Set.of(UUID.randomUUID()), "connect a model", 8))
                .isEmpty();
    }

    /** The second start finds everything in place and makes nothing again. */
    @Test
    void aSecondStartChangesNothing() throws Exception {
        var before = store.collections();
        new HandbookCollection(store, embedder).bringUpToDate();
        new IndexKeeper(store, index).bringUpToDate();
        assertThat(store.collections()).isEqualTo(before);
    }

    @Test
    void anotherVersionTakesThePlaceOfTheOldOne() throws Exception {
        var shipped = Handbook.shipped();
        var first = shipped.pages().getFirst();
        var other = new Handbook("another version", shipped.model(), List.of(first));
        try (var elsewhere = TestDatabases.sqlite();
                var cache = new LucenePassageIndex(folder.resolve("elsewhere"))) {
            var rows = new JdbcPassageStore(elsewhere, Clock.systemUTC());
            var collection = new HandbookCollection(rows, embedder);
            var keeper = new IndexKeeper(rows, cache);
            collection.bringUpToDate(shipped);
            keeper.bringUpToDate();
            collection.bringUpToDate(other);
            keeper.bringUpToDate();
            var held = cache.byWords(Set.of(HandbookCollection.ID), "the model key data chat", 500);
            assertThat(held).hasSizeLessThanOrEqualTo(first.passages().size());
            assertThat(cache.revision(HandbookCollection.ID))
                    .contains(rows.revisions().get(HandbookCollection.ID).text());
        }
    }
}
