package app.parley.knowledge.index;

import app.parley.knowledge.embedding.Embedder;
import app.parley.knowledge.embedding.Vectors;
import app.parley.knowledge.index.NewDocument.NewPassage;
import app.parley.knowledge.ingest.Handbook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the product's handbook in the rows, as this version of the product has it. */
public class HandbookCollection {
    /** The same everywhere, so that replicas that start together agree. */
    public static final UUID ID = UUID.fromString("00000000-0000-7000-8000-68616e646264");

    private static final Logger LOG = LoggerFactory.getLogger(HandbookCollection.class);

    private final JdbcPassageStore store;
    private final Embedder embedder;

    public HandbookCollection(JdbcPassageStore store, Embedder embedder) {
        this.store = store;
        this.embedder = embedder;
    }

    /** Writes the handbook of this build into the rows unless it is there. */
    public void bringUpToDate() {
        if (!holds(revision(Handbook.shippedVersion()))) {
            bringUpToDate(Handbook.shipped());
        }
    }

    /** Writes this handbook into the rows unless it is there. */
    public void bringUpToDate(Handbook handbook) {
        var revision = revision(handbook.version());
        if (holds(revision)) {
            return;
        }
        var collection = new StoredCollection(ID, null, "Handbook", embedder.model(), revision);
        store.replace(
                collection,
                handbook.pages().stream().map(page -> document(handbook, page)).toList());
        LOG.info("The handbook is in the database: {} pages", handbook.pages().size());
    }

    private boolean holds(String revision) {
        return store.collections().stream()
                .anyMatch(
                        collection ->
                                collection.id().equals(ID)
                                        && collection.revision().equals(revision));
    }

    /** Another model makes other vectors of the same words. */
    private String revision(String version) {
        return version + "/" + embedder.model();
    }

    /** A page keeps its id from version to version, so that old citations still open it. */
    public static UUID documentId(String slug) {
        return UUID.nameUUIDFromBytes(("handbook/" + slug).getBytes(StandardCharsets.UTF_8));
    }

    private NewDocument document(Handbook handbook, Handbook.Page page) {
        List<float[]> vectors =
                handbook.model().equals(embedder.model())
                        ? page.passages().stream()
                                .map(passage -> Vectors.floats(passage.vector()))
                                .toList()
                        : embedder.embed(
                                page.passages().stream()
                                        .map(
                                                passage ->
                                                        IndexedPassage.text(
                                                                passage.header(),
                                                                page.text()
                                                                        .substring(
                                                                                passage.start(),
                                                                                passage.end())))
                                        .toList());
        List<NewPassage> passages = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            var passage = page.passages().get(i);
            passages.add(
                    new NewPassage(
                            passage.header(),
                            passage.section(),
                            passage.start(),
                            passage.end(),
                            null,
                            passage.tokens(),
                            vectors.get(i)));
        }
        return new NewDocument(
                documentId(page.slug()),
                page.title(),
                "handbook/" + page.slug() + ".md",
                page.text(),
                passages);
    }
}
