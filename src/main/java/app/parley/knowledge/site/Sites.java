package app.parley.knowledge.site;

import app.parley.knowledge.CollectionChanged;
import app.parley.knowledge.SiteChanged;
import app.parley.knowledge.collection.CollectionAccess;
import app.parley.knowledge.collection.JdbcCollectionStore;
import app.parley.knowledge.collection.KnowledgeCollections;
import app.parley.knowledge.document.Documents;
import app.parley.knowledge.fetch.PacedOutbound;
import app.parley.knowledge.index.IndexUpkeep;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** What people do with sites: add, watch, crawl again, remove. */
@Service
class Sites {
    private static final int MOST_OF_ONE_COLLECTION = 100;

    private final JdbcSiteStore store;
    private final JdbcCollectionStore collections;
    private final Documents documents;
    private final Crawler crawler;
    private final IndexUpkeep index;
    private final PacedOutbound outbound;
    private final ApplicationEventPublisher events;

    Sites(
            JdbcSiteStore store,
            JdbcCollectionStore collections,
            Documents documents,
            Crawler crawler,
            IndexUpkeep index,
            PacedOutbound outbound,
            ApplicationEventPublisher events) {
        this.store = store;
        this.collections = collections;
        this.documents = documents;
        this.crawler = crawler;
        this.index = index;
        this.outbound = outbound;
        this.events = events;
    }

    /**
     * A site and whether it was there before.
     *
     * @param added false where the collection had a site that begins at this address
     */
    record Addition(Site site, boolean added) {}

    Addition add(UUID writer, UUID collection, String url, SiteForm form, SiteSettings wanted) {
        documents.mayAdd(writer, collection);
        var address = outbound.read(url).toString();
        if (store.count(collection) >= MOST_OF_ONE_COLLECTION) {
            throw new ParleyException(
                    ErrorCode.CONFLICT,
                    "The collection has %d sites, and none may have more."
                            .formatted(MOST_OF_ONE_COLLECTION));
        }
        var id = Ids.newId();
        if (!store.add(writer, collection, id, address, form, wanted)) {
            return store.withUrl(writer, collection, address)
                    .map(known -> new Addition(known, false))
                    .orElseThrow(KnowledgeCollections::missing);
        }
        crawler.wake();
        return new Addition(told(writer, collection, id), true);
    }

    List<Site> list(UUID reader, UUID collection, @Nullable UUID after, int limit) {
        if (collections.access(reader, collection).isEmpty()) {
            throw KnowledgeCollections.missing();
        }
        return store.list(reader, collection, after, limit);
    }

    Site find(UUID reader, UUID collection, UUID id) {
        return store.find(reader, collection, id).orElseThrow(Sites::missing);
    }

    List<FailedPage> failures(UUID reader, UUID collection, UUID id, String after, int limit) {
        find(reader, collection, id);
        return store.failures(reader, collection, id, after, limit);
    }

    Site change(UUID writer, UUID collection, UUID id, SiteSettings wanted) {
        mayWrite(writer, collection, id);
        if (!store.update(writer, collection, id, wanted)) {
            throw missing();
        }
        crawler.wake();
        return told(writer, collection, id);
    }

    /** Goes through the site again; one that is being gone through, or will be, stays as it is. */
    void crawl(UUID writer, UUID collection, UUID id) {
        mayWrite(writer, collection, id);
        if (!store.crawl(writer, collection, id)) {
            throw missing();
        }
        crawler.wake();
        told(writer, collection, id);
    }

    /** Removes the site and the documents that are its pages. */
    void delete(UUID writer, UUID collection, UUID id) {
        mayWrite(writer, collection, id);
        documents.forget(store.delete(writer, collection, id).orElseThrow(Sites::missing));
        index.wake();
        events.publishEvent(new CollectionChanged(collection, collections.audience(collection)));
    }

    private void mayWrite(UUID writer, UUID collection, UUID id) {
        find(writer, collection, id);
        if (collections.access(writer, collection).orElseThrow(Sites::missing)
                == CollectionAccess.READ) {
            throw new ParleyException(
                    ErrorCode.FORBIDDEN, "You may read this collection, but not change it.");
        }
    }

    private Site told(UUID writer, UUID collection, UUID id) {
        var site = find(writer, collection, id);
        events.publishEvent(
                new SiteChanged(
                        id,
                        collection,
                        site.state(),
                        site.pages(),
                        collections.audience(collection)));
        return site;
    }

    private static ParleyException missing() {
        return new ParleyException(
                ErrorCode.NOT_FOUND, "There is no such site, or you may not read its collection.");
    }
}
