package app.parley.knowledge.document;

import app.parley.account.Erased;
import app.parley.account.PersonalArchive;
import app.parley.account.PersonalData;
import app.parley.knowledge.Audience;
import app.parley.knowledge.CollectionChanged;
import app.parley.knowledge.collection.JdbcCollectionStore;
import app.parley.knowledge.document.JdbcKnowledgeDataStore.TakenCollection;
import app.parley.knowledge.document.JdbcKnowledgeDataStore.TakenDocument;
import app.parley.knowledge.document.JdbcKnowledgeDataStore.TakenPage;
import app.parley.knowledge.document.JdbcKnowledgeDataStore.TakenSite;
import app.parley.knowledge.index.IndexUpkeep;
import app.parley.platform.blob.BlobStore;
import app.parley.platform.db.Paged;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * The collections of people, also those that they share: whoever goes takes them away from
 * everyone. The index forgets them as it forgets what is deleted otherwise, and soon.
 */
@Component
class KnowledgeData implements PersonalData {
    private static final int PAGE = 100;
    private static final int PAGES_OF_THE_WEB = 10;

    private final JdbcKnowledgeDataStore store;
    private final JdbcCollectionStore collections;
    private final Documents documents;
    private final BlobStore files;
    private final IndexUpkeep index;
    private final ApplicationEventPublisher events;

    KnowledgeData(
            JdbcKnowledgeDataStore store,
            JdbcCollectionStore collections,
            Documents documents,
            BlobStore files,
            IndexUpkeep index,
            ApplicationEventPublisher events) {
        this.store = store;
        this.collections = collections;
        this.documents = documents;
        this.files = files;
        this.index = index;
        this.events = events;
    }

    private record CollectionFile(
            TakenCollection collection, List<TakenSite> sites, Iterable<TakenDocument> documents) {}

    @Override
    public void export(UUID person, PersonalArchive archive) throws IOException {
        for (var collection : store.collections(person)) {
            var folder = "documents/" + PersonalArchive.name(collection.name(), "Collection");
            var all =
                    Paged.of(
                            (@Nullable TakenDocument last) ->
                                    store.documents(
                                            person,
                                            collection.id(),
                                            last == null ? null : last.id(),
                                            PAGE));
            archive.json(
                    folder + ".json",
                    new CollectionFile(collection, store.sites(person, collection.id()), all));
            for (var document : all) {
                add(person, folder, document, archive);
            }
        }
        for (var page :
                Paged.of(
                        (@Nullable TakenPage last) ->
                                store.pages(
                                        person,
                                        last == null ? null : last.id(),
                                        PAGES_OF_THE_WEB))) {
            archive.add(
                    "documents/Read for answers/"
                            + PersonalArchive.name(page.title(), "Page")
                            + ".md",
                    out -> text(page.address(), page.text(), out));
        }
    }

    private void add(UUID person, String folder, TakenDocument document, PersonalArchive archive)
            throws IOException {
        var blob = document.blob();
        // Of a page, its text says more than the bytes that a server sent.
        if (blob == null || document.address() != null) {
            archive.add(
                    folder + "/" + PersonalArchive.name(document.title(), "Page") + ".md",
                    out -> text(document.location(), store.text(person, document.id()), out));
            return;
        }
        try (var content = files.open(blob)) {
            archive.add(
                    folder + "/" + PersonalArchive.name(document.location(), "File"),
                    content::transferTo);
        } catch (NoSuchFileException deletedMeanwhile) {
            // then it is not the person's any more
        }
    }

    private static void text(String from, String text, OutputStream out) throws IOException {
        out.write(("<" + from + ">\n\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Erased erase(UUID person) {
        Map<UUID, Audience> audiences = new HashMap<>();
        for (var collection : store.collections(person)) {
            audiences.put(collection.id(), collections.audience(collection.id()));
        }
        var deleted = store.erase(person);
        return Erased.uncounted()
                .count(Erased.Kind.DOCUMENTS, deleted.documents())
                .count(Erased.Kind.PASSAGES, deleted.passages())
                .count(Erased.Kind.FILES, deleted.files().size())
                .then(
                        () -> {
                            documents.forget(deleted.files());
                            index.expungeSoon();
                            audiences.forEach(
                                    (collection, audience) ->
                                            events.publishEvent(
                                                    new CollectionChanged(collection, audience)));
                        });
    }
}
