package app.parley.knowledge.site;

import app.parley.knowledge.crawl.PageAddress;
import app.parley.knowledge.crawl.Robots;
import app.parley.knowledge.crawl.SiteScope;
import app.parley.knowledge.extract.DocumentProblem;
import app.parley.knowledge.extract.DocumentProblem.Code;
import app.parley.knowledge.site.Crawl.Way;
import app.parley.knowledge.site.Frontier.Found;
import app.parley.knowledge.site.Frontier.Kind;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Finds out what a site is, and where to begin with it. */
@Component
class SiteDiscovery {
    private static final int MOST_SITEMAPS = 10;
    private static final Pattern SITEMAP = Pattern.compile("<(\\w+:)?(urlset|sitemapindex)[\\s>]");
    private static final Pattern SITEMAP_NAME = Pattern.compile(".*\\.xml(\\.gz)?");
    private static final Pattern LIST_NAME = Pattern.compile("(.*/)?llms[^/]*\\.txt");

    private final SiteReader reader;

    SiteDiscovery(SiteReader reader) {
        this.reader = reader;
    }

    /**
     * How to go through a site.
     *
     * @param robots of the server that it is on
     * @param first what to visit first
     */
    record Plan(Way way, Robots robots, List<Found> first) {}

    Plan plan(Crawl crawl) throws DocumentProblem {
        var url = PageAddress.of(crawl.url()).orElseThrow(SiteDiscovery::noSite);
        var asked = reader.robots(url);
        mayBegin(asked, url);
        var start = reader.start(url, asked.delay());
        var begin = PageAddress.of(start.address().toString()).orElseThrow(SiteDiscovery::noSite);
        var robots =
                PageAddress.server(begin).equals(PageAddress.server(url))
                        ? asked
                        : reader.robots(begin);
        mayBegin(robots, begin);
        return switch (crawl.form() == SiteForm.AUTO ? looksLike(start) : crawl.form()) {
            case LLMS_TXT -> byList(SiteForm.LLMS_TXT, Kind.LLMS_TXT, robots, begin);
            case SITEMAP -> byList(SiteForm.SITEMAP, Kind.SITEMAP, robots, begin);
            case LINKS -> byLinks(robots, begin);
            case AUTO -> byWhatIsThere(robots, begin);
        };
    }

    private static void mayBegin(Robots robots, URI address) throws DocumentProblem {
        if (!robots.allow(address)) {
            throw new DocumentProblem(
                    Code.DISALLOWED, "The site's robots.txt does not let crawlers begin there.");
        }
    }

    private static DocumentProblem noSite() {
        return new DocumentProblem(Code.UNREACHABLE, "There is no site at this address.");
    }

    /** A list says so itself; a page may have lists beside it. */
    private static SiteForm looksLike(SiteReader.Start start) {
        if (SITEMAP.matcher(start.head()).find()
                || SITEMAP_NAME.matcher(start.address().getPath()).matches()) {
            return SiteForm.SITEMAP;
        }
        return LIST_NAME.matcher(start.address().getPath()).matches()
                ? SiteForm.LLMS_TXT
                : SiteForm.AUTO;
    }

    /** A list may name pages anywhere on its server. */
    private static Plan byList(SiteForm form, Kind kind, Robots robots, URI list) {
        return new Plan(
                new Way(form, SiteScope.serverOf(list)), robots, List.of(new Found(list, kind, 0)));
    }

    private static Plan byLinks(Robots robots, URI page) {
        return new Plan(
                new Way(SiteForm.LINKS, SiteScope.around(page)),
                robots,
                List.of(new Found(page, Kind.PAGE, 0)));
    }

    /**
     * A list that was made for readers like this one comes first, then what was made for search
     * engines; links are for sites that have neither.
     */
    private Plan byWhatIsThere(Robots robots, URI page) throws DocumentProblem {
        var scope = SiteScope.around(page);
        for (var list : List.of(page.resolve("llms.txt"), page.resolve("/llms.txt"))) {
            if (names(scope, list, robots)) {
                return beside(page, SiteForm.LLMS_TXT, scope, robots, Kind.LLMS_TXT, Set.of(list));
            }
        }
        var sitemaps = sitemaps(scope, page, robots);
        return sitemaps.isEmpty()
                ? byLinks(robots, page)
                : beside(page, SiteForm.SITEMAP, scope, robots, Kind.SITEMAP, sitemaps);
    }

    private static Plan beside(
            URI page, SiteForm form, SiteScope scope, Robots robots, Kind kind, Set<URI> lists) {
        var first = new ArrayList<Found>();
        lists.forEach(list -> first.add(new Found(list, kind, 0)));
        first.add(new Found(page, Kind.PAGE, 0));
        return new Plan(new Way(form, scope), robots, first);
    }

    private boolean names(SiteScope scope, URI list, Robots robots) throws DocumentProblem {
        if (!robots.allow(list)) {
            return false;
        }
        try {
            return reader.links(list, robots.delay()).stream().anyMatch(scope::contains);
        } catch (DocumentProblem notThere) {
            return false;
        }
    }

    /** Those that robots.txt names, else the usual one; only such as lead into the site. */
    private Set<URI> sitemaps(SiteScope scope, URI page, Robots robots) {
        Set<URI> sitemaps = new LinkedHashSet<>();
        robots.sitemaps().stream()
                .limit(MOST_SITEMAPS)
                .map(named -> PageAddress.of(page, named))
                .flatMap(Optional::stream)
                .forEach(sitemaps::add);
        if (sitemaps.isEmpty()) {
            sitemaps.add(page.resolve("/sitemap.xml"));
        }
        sitemaps.removeIf(sitemap -> !leadsInto(scope, sitemap, robots));
        return sitemaps;
    }

    private boolean leadsInto(SiteScope scope, URI address, Robots robots) {
        try {
            var sitemap = reader.sitemap(address, robots.delay());
            return !sitemap.sitemaps().isEmpty()
                    || sitemap.pages().stream().anyMatch(scope::contains);
        } catch (DocumentProblem notThere) {
            return false;
        }
    }
}
