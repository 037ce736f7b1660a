package app.parley.knowledge.site;

import app.parley.knowledge.crawl.Robots;
import app.parley.knowledge.crawl.SiteScope;
import app.parley.knowledge.extract.DocumentProblem;
import app.parley.knowledge.site.Crawl.Way;
import app.parley.knowledge.site.Frontier.Found;
import app.parley.knowledge.site.Frontier.Kind;
import app.parley.knowledge.site.Frontier.Visit;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads one list of a site's pages: an {@code llms.txt} or a sitemap. */
@Component
class ListVisit {
    /** An index of indexes of sitemaps is as deep as anybody goes. */
    private static final int MOST_DEPTH = 2;

    private final JdbcVisitStore visits;
    private final SiteReader reader;

    ListVisit(JdbcVisitStore visits, SiteReader reader) {
        this.visits = visits;
        this.reader = reader;
    }

    void run(Crawl crawl, Way way, Robots robots, Visit visit) throws DocumentProblem {
        var found = new ArrayList<Found>();
        if (visit.kind() == Kind.LLMS_TXT) {
            found.addAll(way.pages(reader.links(visit.address(), robots.delay()), robots, 0));
        } else {
            var sitemap = reader.sitemap(visit.address(), robots.delay());
            found.addAll(way.pages(sitemap.pages(), robots, 0));
            if (visit.depth() < MOST_DEPTH) {
                found.addAll(further(visit, sitemap.sitemaps()));
            }
        }
        visits.listed(crawl, visit, found);
    }

    /** An index names sitemaps of its own server. */
    private static List<Found> further(Visit index, Set<URI> sitemaps) {
        var server = SiteScope.serverOf(index.address());
        return sitemaps.stream()
                .filter(server::contains)
                .map(sitemap -> new Found(sitemap, Kind.SITEMAP, index.depth() + 1))
                .toList();
    }
}
