package app.parley.knowledge;

/**
 * How many pages the latest crawl of a site has come across.
 *
 * @param found all of them, whatever became of them
 * @param fetched those that are new or have changed
 * @param unchanged those that are as they were
 */
public record SitePages(int found, int fetched, int failed, int unchanged) {}
