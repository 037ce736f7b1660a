package app.parley.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.knowledge.document.JdbcDocumentStore;
import app.parley.knowledge.embedding.Embedder;
import app.parley.knowledge.embedding.Vectors;
import app.parley.knowledge.ingest.Handbook;
import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandbookCollectionTests {
    private static final UUID READER = UUID.randomUUID();

    private final Database database = TestDatabases.sqlite();
    private final JdbcPassageStore store = new JdbcPassageStore(database, Clock.systemUTC());
    private final JdbcDocumentStore documents = new JdbcDocumentStore(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void takesTheVectorsThatWereMadeWhenParleyWasBuilt() {
        var embedder = new CountingEmbedder("built");
        new HandbookCollection(store, embedder).bringUpToDate(handbook("1", "Old words."));
        assertThat(embedder.embedded).isEmpty();
        assertThat(vectors()).containsExactly(new float[] {1, 0});
    }

    @Test
    void makesItsOwnVectorsForAnotherModel() {
        var embedder = new CountingEmbedder("other");
        new HandbookCollection(store, embedder).bringUpToDate(handbook("1", "Old words."));
        assertThat(embedder.embedded).containsExactly("Page > Section\nOld words.");
        assertThat(vectors()).containsExactly(new float[] {0, 1});
        assertThat(store.collections().getFirst().embeddingModel()).isEqualTo("other");
    }

    @Test
    void changingTheModelMakesThemAgain() {
        new HandbookCollection(store, new CountingEmbedder("built"))
                .bringUpToDate(handbook("1", "Old words."));
        new HandbookCollection(store, new CountingEmbedder("other"))
                .bringUpToDate(handbook("1", "Old words."));
        assertThat(vectors()).containsExactly(new float[] {0, 1});
    }

    @Test
    void aPageKeepsItsIdFromVersionToVersion() {
        var collection = new HandbookCollection(store, new CountingEmbedder("built"));
        collection.bringUpToDate(handbook("1", "Old words."));
        collection.bringUpToDate(handbook("2", "New words."));
        var document =
                documents.document(READER, HandbookCollection.documentId("page")).orElseThrow();
        assertThat(document.text()).isEqualTo("New words.");
        assertThat(vectors()).hasSize(1);
    }

    private List<float[]> vectors() {
        List<float[]> vectors = new ArrayList<>();
        store.indexed(HandbookCollection.ID)
                .forEach(passage -> vectors.add(passage.embedding().vector()));
        return vectors;
    }

    private static Handbook handbook(String version, String text) {
        return new Handbook(
                version,
                "built",
                List.of(
                        new Handbook.Page(
                                "page",
                                "Page",
                                text,
                                List.of(
                                        new Handbook.Passage(
                                                "Page > Section",
                                                "Section",
                                                0,
                                                text.length(),
                                                5,
                                                Vectors.bytes(new float[] {1, 0}))))));
    }

    private static final class CountingEmbedder implements Embedder {
        @Override
        public String name() {
            return "Counting";
        }

        @Override
        public int batch() {
            return 4;
        }

        private final List<String> embedded = new ArrayList<>();
        private final String model;

        CountingEmbedder(String model) {
            this.model = model;
        }

        @Override
        public String model() {
            return model;
        }

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public Closeness closeness() {
            return new Closeness(0, 0);
        }

        @Override
        public int maxTokens() {
            return 256;
        }

        @Override
        public int countTokens(String text) {
            return text.split(" ").length + 2;
        }

        @Override
        public float[] embedQuery(String question) {
            return new float[] {0, 1};
        }

        @Override
        public List<float[]> embed(List<String> passages) {
            embedded.addAll(passages);
            return passages.stream().map(_ -> new float[] {0, 1}).toList();
        }
    }
}
