package app.parley.knowledge.site;

import app.parley.knowledge.crawl.PageAddress;
import app.parley.knowledge.crawl.Robots;
import app.parley.knowledge.crawl.SiteScope;
import app.parley.knowledge.site.Frontier.Found;
import app.parley.knowledge.site.Frontier.Kind;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A site that somebody goes through.
 *
 * @param runner new for each taking, so that an earlier one is told from this
 * @param number of this crawl, counted from the site's first
 * @param attempt how often it was taken since a page came to its end
 * @param way what belongs to it and how its pages are found; null until that is found out
 */
record Crawl(
        UUID site,
        UUID collection,
        UUID runner,
        int number,
        int attempt,
        String url,
        SiteForm form,
        int depth,
        int pageLimit,
        @Nullable Way way) {
    /**
     * How the site is gone through.
     *
     * @param form never auto
     */
    record Way(SiteForm form, SiteScope scope) {
        /** Those of the addresses that a crawl goes to. */
        List<Found> pages(Set<URI> addresses, Robots robots, int depth) {
            return addresses.stream()
                    .filter(scope::contains)
                    .filter(PageAddress::isWorthwhile)
                    .filter(robots::allow)
                    .map(address -> new Found(address, Kind.PAGE, depth))
                    .toList();
        }
    }
}
