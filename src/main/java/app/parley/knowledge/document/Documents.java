package app.parley.knowledge.document;

import app.parley.knowledge.CollectionChanged;
import app.parley.knowledge.DocumentChanged;
import app.parley.knowledge.DocumentState;
import app.parley.knowledge.collection.CollectionAccess;
import app.parley.knowledge.collection.JdbcCollectionStore;
import app.parley.knowledge.collection.KnowledgeCollections;
import app.parley.knowledge.document.JdbcDocumentChangeStore.NewFile;
import app.parley.knowledge.embedding.Embedders;
import app.parley.knowledge.extract.FileKind;
import app.parley.knowledge.index.IndexUpkeep;
import app.parley.knowledge.ingestion.Ingestion;
import app.parley.knowledge.ingestion.IngestionProperties;
import app.parley.platform.blob.BlobStore;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** What people do with documents: add, read, try again, remove. */
@Service
public class Documents {
    private static final Logger LOG = LoggerFactory.getLogger(Documents.class);

    private final JdbcDocumentStore store;
    private final JdbcDocumentChangeStore changes;
    private final JdbcDocumentFileStore places;
    private final JdbcCollectionStore collections;
    private final BlobStore files;
    private final Ingestion ingestion;
    private final IndexUpkeep index;
    private final ApplicationEventPublisher events;
    private final Embedders embedders;
    private final IngestionProperties settings;

    Documents(
            JdbcDocumentStore store,
            JdbcDocumentChangeStore changes,
            JdbcDocumentFileStore places,
            JdbcCollectionStore collections,
            BlobStore files,
            Ingestion ingestion,
            IndexUpkeep index,
            ApplicationEventPublisher events,
            Embedders embedders,
            IngestionProperties settings) {
        this.store = store;
        this.changes = changes;
        this.places = places;
        this.collections = collections;
        this.files = files;
        this.ingestion = ingestion;
        this.index = index;
        this.events = events;
        this.embedders = embedders;
        this.settings = settings;
    }

    /**
     * A document and whether it was there before.
     *
     * @param added false where the collection had the same bytes
     */
    record Addition(DocumentItem document, boolean added) {}

    /** Refuses those who may not write to the collection, before anything is read from them. */
    public void mayAdd(UUID writer, UUID collection) {
        var access = collections.access(writer, collection);
        if (access.orElseThrow(KnowledgeCollections::missing) == CollectionAccess.READ) {
            throw new ParleyException(
                    ErrorCode.FORBIDDEN, "You may read this collection, but not add to it.");
        }
        if (isFull(collection)) {
            throw new ParleyException(
                    ErrorCode.TOO_LARGE,
                    "The collections of this collection's owner are full. Delete documents to make room.");
        }
    }

    /** Whether the collection's owner may have no more bytes. */
    public boolean isFull(UUID collection) {
        return places.bytesOfOwner(collection) >= settings.bytesPerPerson();
    }

    /** Keeps a file that belongs to one message, in the person's own collection of such files. */
    DocumentItem attach(UUID person, String name, InputStream content) throws IOException {
        return add(person, attachments(person), name, content).document();
    }

    /** The person's own collection of attachments, after asking whether there is room. */
    private UUID attachments(UUID person) {
        var collection = collections.attachments(person, Ids.newId(), embedders.chosen().model());
        mayAdd(person, collection);
        return collection;
    }

    /** Keeps the file and puts it into the queue; {@link #mayAdd} has been asked. */
    Addition add(UUID writer, UUID collection, String name, InputStream content)
            throws IOException {
        var blob = files.put(content);
        boolean added = false;
        try {
            var kind = FileKind.of(head(blob.id()), name);
            var document =
                    changes.add(
                            writer,
                            collection,
                            new NewFile(
                                    Ids.newId(),
                                    withoutEnding(name),
                                    name,
                                    kind.mediaType(),
                                    blob));
            added = document.isPresent();
            return document.map(this::queued)
                    .or(
                            () ->
                                    store.withContent(writer, collection, blob.sha256())
                                            .map(known -> new Addition(known, false)))
                    .orElseThrow(KnowledgeCollections::missing);
        } finally {
            if (!added) {
                files.delete(blob.id());
            }
        }
    }

    /** Sets the queue to work on a document that was just added to it. */
    Addition queued(DocumentItem document) {
        ingestion.wake();
        tell(document);
        return new Addition(document, true);
    }

    StoredDocument read(UUID reader, UUID id) {
        return store.document(reader, id).orElseThrow(Documents::missing);
    }

    List<DocumentItem> list(
            UUID reader,
            UUID collection,
            @Nullable UUID after,
            @Nullable DocumentState state,
            String words,
            int limit) {
        if (collections.access(reader, collection).isEmpty()) {
            throw KnowledgeCollections.missing();
        }
        return store.list(reader, collection, after, state, words, limit);
    }

    List<PassageItem> passages(UUID reader, UUID id, int from, int limit) {
        find(reader, id);
        return store.passages(reader, id, from, limit);
    }

    DocumentItem find(UUID reader, UUID id) {
        return store.find(reader, id).orElseThrow(Documents::missing);
    }

    /** The original file. */
    InputStream file(UUID reader, UUID id) {
        var blob = places.blob(reader, id).orElseThrow(Documents::missing);
        try {
            return files.open(blob);
        } catch (IOException gone) {
            throw new UncheckedIOException("the file of the document " + id + " is gone", gone);
        }
    }

    void retry(UUID writer, UUID id) {
        mayWrite(writer, id);
        if (!changes.retry(writer, id)) {
            throw new ParleyException(
                    ErrorCode.CONFLICT, "Only a document that has failed can be tried again.");
        }
        ingestion.wake();
        tell(find(writer, id));
    }

    /** Removes file, text, passages and vectors; the index forgets them within a moment. */
    void delete(UUID writer, UUID id) {
        mayWrite(writer, id);
        if (!remove(writer, id)) {
            throw missing();
        }
    }

    /**
     * @return false if it was gone already, or the writer may not write to its collection
     */
    boolean remove(UUID writer, UUID id) {
        var removed = changes.delete(writer, id);
        removed.ifPresent(this::forget);
        return removed.isPresent();
    }

    private void forget(JdbcDocumentChangeStore.Removed removed) {
        if (removed.blob() != null) {
            forget(List.of(removed.blob()));
        }
        index.wake();
        events.publishEvent(
                new CollectionChanged(
                        removed.collection(), collections.audience(removed.collection())));
    }

    public List<UUID> filesOf(UUID owner, UUID collection) {
        return places.blobs(owner, collection);
    }

    /** Removes files whose documents are gone. */
    public void forget(Collection<UUID> blobs) {
        for (var blob : blobs) {
            try {
                files.delete(blob);
            } catch (IOException failed) {
                LOG.warn("The file {} could not be deleted; it will be tried again", blob, failed);
            }
        }
    }

    private void mayWrite(UUID writer, UUID id) {
        var document = find(writer, id);
        var access = collections.access(writer, document.collectionId());
        if (access.orElseThrow(Documents::missing) == CollectionAccess.READ) {
            throw new ParleyException(
                    ErrorCode.FORBIDDEN, "You may read this collection, but not change it.");
        }
    }

    private byte[] head(UUID blob) throws IOException {
        try (var content = files.open(blob)) {
            return content.readNBytes(FileKind.HEAD);
        }
    }

    private static String withoutEnding(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private void tell(DocumentItem document) {
        var audience = collections.audience(document.collectionId());
        events.publishEvent(
                new DocumentChanged(
                        document.id(), document.collectionId(), document.state(), null, audience));
        events.publishEvent(new CollectionChanged(document.collectionId(), audience));
    }

    private static ParleyException missing() {
        return new ParleyException(
                ErrorCode.NOT_FOUND, "There is no such document, or you may not read it.");
    }
}
