package app.parley.knowledge.site;

import app.parley.knowledge.SitePages;
import app.parley.knowledge.SiteState;
import app.parley.knowledge.document.DocumentItem.Failure;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A site whose pages are documents of a collection.
 *
 * @param url where it begins
 * @param foundForm how the latest crawl found its pages; null before the first
 * @param depth how many links away from the first page its pages may be
 * @param pageLimit the most pages that are kept of it
 * @param everyHours how often it is crawled again; null: when somebody asks for it
 * @param error why the latest crawl failed
 * @param lastCrawledAt when the latest crawl ended
 */
record Site(
        UUID id,
        UUID collectionId,
        String url,
        SiteForm form,
        @Nullable SiteForm foundForm,
        int depth,
        int pageLimit,
        @Nullable Integer everyHours,
        SiteState state,
        SitePages pages,
        @Nullable Failure error,
        @Nullable Instant lastCrawledAt,
        @Nullable Instant nextCrawlAt,
        Instant createdAt) {}
