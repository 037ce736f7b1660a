package app.parley.knowledge;

import java.util.UUID;

/**
 * The crawl of a site has come further, or the site is gone.
 *
 * @param audience who may read its pages
 */
public record SiteChanged(
        UUID siteId, UUID collectionId, SiteState state, SitePages pages, Audience audience) {}
