package app.parley.knowledge.site;

import app.parley.knowledge.crawl.Directives;
import app.parley.knowledge.crawl.HtmlPage;
import app.parley.knowledge.crawl.PageAddress;
import app.parley.knowledge.crawl.Robots;
import app.parley.knowledge.extract.DocumentProblem;
import app.parley.knowledge.fetch.CrawlProperties;
import app.parley.knowledge.fetch.PageFetch;
import app.parley.knowledge.site.Crawl.Way;
import app.parley.knowledge.site.Frontier.Content;
import app.parley.knowledge.site.Frontier.Found;
import app.parley.knowledge.site.Frontier.Visit;
import app.parley.platform.blob.BlobStore;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Visits one page of a site: keeps it, or says why not, and finds out where it leads. */
@Component
class PageVisit {
    private static final String HTML = "text/html";

    /** What nobody can read as a text. */
    private static final Set<String> UNREADABLE =
            Set.of("application/octet-stream", "application/zip");

    private final JdbcFrontierStore frontier;
    private final JdbcVisitStore visits;
    private final PageFetch pages;
    private final BlobStore files;
    private final CrawlProperties settings;

    PageVisit(
            JdbcFrontierStore frontier,
            JdbcVisitStore visits,
            PageFetch pages,
            BlobStore files,
            CrawlProperties settings) {
        this.frontier = frontier;
        this.visits = visits;
        this.pages = pages;
        this.files = files;
        this.settings = settings;
    }

    /**
     * @return where the files are that nothing refers to any more
     */
    List<UUID> run(Crawl crawl, Way way, Robots robots, Visit visit)
            throws IOException, DocumentProblem {
        if (visit.isUnwanted()) {
            visits.unwanted(crawl, visit);
            return List.of();
        }
        if (!robots.allow(visit.address())) {
            return visits.skipped(crawl, visit, List.of());
        }
        var moved = new AtomicReference<URI>();
        return switch (pages.fetch(wanted(visit, robots, moved))) {
            case PageFetch.Answer.NotModified none -> {
                visits.unchanged(crawl, visit, earlierLinks(crawl, way, robots, visit));
                yield List.of();
            }
            // The same page under another address is that one's.
            case PageFetch.Answer.Elsewhere none ->
                    visits.skipped(
                            crawl, visit, way.pages(Set.of(moved.get()), robots, visit.depth()));
            case PageFetch.Answer.Fetched fetched -> kept(crawl, way, robots, visit, fetched);
        };
    }

    private PageFetch.Wanted wanted(Visit visit, Robots robots, AtomicReference<URI> moved) {
        boolean known = visit.document() != null;
        return new PageFetch.Wanted(
                visit.address().toString(),
                known ? visit.etag() : null,
                known ? visit.lastModified() : null,
                settings.pageBytes(),
                robots.delay(),
                target -> {
                    var address = PageAddress.of(target.toString()).orElse(target);
                    moved.set(address);
                    return address.equals(visit.address());
                });
    }

    private List<UUID> kept(
            Crawl crawl, Way way, Robots robots, Visit visit, PageFetch.Answer.Fetched fetched)
            throws IOException {
        try {
            var content =
                    new Content(
                            fetched.blob(),
                            fetched.mediaType(),
                            fetched.etag(),
                            fetched.lastModified());
            if (!fetched.mediaType().equals(HTML)) {
                return UNREADABLE.contains(fetched.mediaType())
                                || !Directives.of(fetched.robots()).index()
                        ? and(visits.skipped(crawl, visit, List.of()), fetched)
                        : visits.fetched(crawl, visit, content, List.of());
            }
            var page = read(fetched.blob().id(), visit.address());
            var directives = page.directives().and(Directives.of(fetched.robots()));
            var links =
                    directives.follow() ? links(crawl, way, robots, visit, page) : List.<Found>of();
            var other = canonical(crawl, way, robots, visit, page);
            if (other.isPresent()) {
                return and(visits.skipped(crawl, visit, List.of(other.get())), fetched);
            }
            return directives.index()
                    ? visits.fetched(crawl, visit, content, links)
                    : and(visits.skipped(crawl, visit, links), fetched);
        } catch (RuntimeException unkept) {
            files.delete(fetched.blob().id());
            throw unkept;
        }
    }

    private static List<UUID> and(List<UUID> files, PageFetch.Answer.Fetched fetched) {
        return Stream.concat(files.stream(), Stream.of(fetched.blob().id())).toList();
    }

    private HtmlPage read(UUID file, URI address) throws IOException {
        try (var content = files.open(file)) {
            return HtmlPage.read(content, address);
        }
    }

    /** A page that has not changed still leads where it led. */
    private List<Found> earlierLinks(Crawl crawl, Way way, Robots robots, Visit visit)
            throws IOException {
        var file = frontier.file(crawl, visit);
        if (way.form() != SiteForm.LINKS || file.isEmpty()) {
            return List.of();
        }
        var page = read(file.get(), visit.address());
        return page.directives().follow() ? links(crawl, way, robots, visit, page) : List.of();
    }

    private static List<Found> links(
            Crawl crawl, Way way, Robots robots, Visit visit, HtmlPage page) {
        return way.form() == SiteForm.LINKS && visit.depth() < crawl.depth()
                ? way.pages(page.links(), robots, visit.depth() + 1)
                : List.of();
    }

    /** Two pages that each name the other are told apart by who came first. */
    private Optional<Found> canonical(
            Crawl crawl, Way way, Robots robots, Visit visit, HtmlPage page) {
        return page.canonical()
                .filter(other -> !other.equals(visit.address()))
                .filter(other -> !frontier.isSkipped(crawl, other))
                .flatMap(
                        other ->
                                way.pages(Set.of(other), robots, visit.depth()).stream()
                                        .findFirst());
    }
}
