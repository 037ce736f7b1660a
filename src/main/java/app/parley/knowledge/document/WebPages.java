package app.parley.knowledge.document;

import app.parley.knowledge.collection.KnowledgeCollections;
import app.parley.knowledge.fetch.PacedOutbound;
import app.parley.platform.id.Ids;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Pages of the web as documents: added by their address, fetched by the queue. */
@Service
class WebPages {
    private final JdbcDocumentStore store;
    private final JdbcDocumentChangeStore changes;
    private final Documents documents;
    private final PacedOutbound outbound;

    WebPages(
            JdbcDocumentStore store,
            JdbcDocumentChangeStore changes,
            Documents documents,
            PacedOutbound outbound) {
        this.store = store;
        this.changes = changes;
        this.documents = documents;
        this.outbound = outbound;
    }

    /** Puts the page into the queue; the same address again is the page that is there. */
    Documents.Addition add(UUID writer, UUID collection, String text) {
        documents.mayAdd(writer, collection);
        var address = outbound.read(text).toString();
        return changes.addPage(writer, collection, Ids.newId(), address)
                .map(documents::queued)
                .or(
                        () ->
                                store.withAddress(writer, collection, address)
                                        .map(known -> new Documents.Addition(known, false)))
                .orElseThrow(KnowledgeCollections::missing);
    }
}
