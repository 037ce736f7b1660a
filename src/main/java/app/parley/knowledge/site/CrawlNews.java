package app.parley.knowledge.site;

import app.parley.knowledge.CollectionChanged;
import app.parley.knowledge.SiteChanged;
import app.parley.knowledge.SiteState;
import app.parley.knowledge.collection.JdbcCollectionStore;
import app.parley.platform.task.Tasks;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells those who may read a site how far its crawl is, a few times a second at most. */
@Component
class CrawlNews {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final JdbcSiteStore sites;
    private final JdbcCollectionStore collections;
    private final ApplicationEventPublisher events;
    private final Tasks tasks;
    private final Map<UUID, Long> toldAt = new ConcurrentHashMap<>();

    CrawlNews(
            JdbcSiteStore sites,
            JdbcCollectionStore collections,
            ApplicationEventPublisher events,
            Tasks tasks) {
        this.sites = sites;
        this.collections = collections;
        this.events = events;
        this.tasks = tasks;
    }

    /** It goes on. */
    void tell(Crawl crawl) {
        long now = tasks.monotonicMillis();
        long last = toldAt.getOrDefault(crawl.site(), 0L);
        if (now - last >= PAUSE.toMillis()) {
            tellNow(crawl, SiteState.CRAWLING);
        }
    }

    /** It begins or ends. */
    void tellNow(Crawl crawl, SiteState state) {
        if (state == SiteState.CRAWLING) {
            toldAt.put(crawl.site(), tasks.monotonicMillis());
        } else {
            toldAt.remove(crawl.site());
        }
        var audience = collections.audience(crawl.collection());
        sites.pages(crawl.site())
                .ifPresent(
                        pages ->
                                events.publishEvent(
                                        new SiteChanged(
                                                crawl.site(),
                                                crawl.collection(),
                                                state,
                                                pages,
                                                audience)));
        events.publishEvent(new CollectionChanged(crawl.collection(), audience));
    }
}
