package app.parley.knowledge.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.knowledge.SitePages;
import app.parley.knowledge.SiteState;
import app.parley.knowledge.collection.CollectionSettings;
import app.parley.knowledge.collection.JdbcCollectionStore;
import app.parley.knowledge.crawl.SiteScope;
import app.parley.knowledge.document.DocumentItem.Failure;
import app.parley.knowledge.document.JdbcDocumentChangeStore;
import app.parley.knowledge.document.JdbcDocumentFileStore;
import app.parley.knowledge.document.JdbcDocumentStore;
import app.parley.knowledge.fetch.JdbcServerPace;
import app.parley.knowledge.ingestion.JdbcIngestionStore;
import app.parley.knowledge.ingestion.JdbcJobStore;
import app.parley.knowledge.site.Crawl.Way;
import app.parley.knowledge.site.Frontier.Content;
import app.parley.knowledge.site.Frontier.Found;
import app.parley.knowledge.site.Frontier.Kind;
import app.parley.knowledge.site.Frontier.Visit;
import app.parley.knowledge.site.JdbcCrawlStore.Lost;
import app.parley.platform.blob.BlobStore.Blob;
import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import app.parley.support.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Crawls, with several processes at them, and what they leave behind. */
abstract class CrawlStoreContract {
    private static final Way LINKS =
            new Way(SiteForm.LINKS, new SiteScope("stoves.example", "/docs/"));
    private static final Failure AWAY = new Failure("unreachable", "The server is away.");
    private static final Failure GONE = new Failure("not-found", "There is no page.");
    private static final long MANY_BYTES = 1_000_000;

    private final UUID anna = Ids.newId();
    private final UUID ben = Ids.newId();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-01T12:00:00Z"));

    private Database database;
    private JdbcSiteStore sites;
    private JdbcCrawlStore crawls;
    private JdbcFrontierStore frontier;
    private JdbcVisitStore visits;
    private JdbcDocumentStore documents;
    private JdbcDocumentChangeStore changes;
    private JdbcJobStore queue;
    private JdbcIngestionStore ingestion;
    private UUID collection;

    protected abstract Database open();

    @BeforeEach
    void openStore() {
        database = open();
        sites = new JdbcSiteStore(database, clock);
        crawls = new JdbcCrawlStore(database, clock);
        frontier = new JdbcFrontierStore(crawls);
        visits = new JdbcVisitStore(crawls, clock);
        documents = new JdbcDocumentStore(database);
        changes = new JdbcDocumentChangeStore(database, clock);
        queue = new JdbcJobStore(database, clock);
        ingestion = new JdbcIngestionStore(queue, database, clock);
        collection = Ids.newId();
        new JdbcCollectionStore(database, clock)
                .create(anna, collection, CollectionSettings.unsaid(256), "model@256");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aSiteIsThereOnceAndForWritersOfItsCollection() {
        var wanted = SiteSettings.of(null, null, 24);
        var id = Ids.newId();
        assertThat(sites.add(ben, collection, Ids.newId(), "http://s/", SiteForm.AUTO, wanted))
                .isFalse();
        assertThat(sites.add(anna, collection, id, "http://s/", SiteForm.AUTO, wanted)).isTrue();
        assertThat(sites.add(anna, collection, Ids.newId(), "http://s/", SiteForm.LINKS, wanted))
                .isFalse();

        assertThat(sites.withUrl(anna, collection, "http://s/").orElseThrow().id()).isEqualTo(id);
        assertThat(sites.find(ben, collection, id)).isEmpty();
        assertThat(sites.list(ben, collection, null, 10)).isEmpty();
        assertThat(sites.update(ben, collection, id, wanted)).isFalse();
        assertThat(sites.crawl(ben, collection, id)).isFalse();
        assertThat(sites.delete(ben, collection, id)).isEmpty();
        var site = sites.find(anna, collection, id).orElseThrow();
        assertThat(site.state()).isEqualTo(SiteState.QUEUED);
        assertThat(site.depth()).isEqualTo(2);
        assertThat(site.pageLimit()).isEqualTo(200);
        assertThat(site.everyHours()).isEqualTo(24);
        assertThat(site.pages()).isEqualTo(new SitePages(0, 0, 0, 0));
        assertThat(site.lastCrawledAt()).isNull();
    }

    /** Whoever comes after a process that died goes on with its crawl, page for page. */
    @Test
    void aCrawlThatIsCutOffGoesOnElsewhere() {
        add(SiteSettings.of(null, null, null));
        var dead = begin("/docs/", "/docs/a", "/docs/b");
        visits.fetched(dead, next(dead), content("start"), found("/docs/c"));
        var cutOff = next(dead);
        assertThat(crawls.take(Ids.newId())).isEmpty();

        clock.advance(JdbcCrawlStore.LEASE.plusMillis(1));
        var living = crawls.take(Ids.newId()).orElseThrow();

        assertThat(living.number()).isEqualTo(dead.number());
        assertThat(living.way()).isEqualTo(LINKS);
        assertThatThrownBy(() -> visits.fetched(dead, cutOff, content("late"), List.of()))
                .isInstanceOf(Lost.class);
        assertThatThrownBy(() -> crawls.finish(dead)).isInstanceOf(Lost.class);
        var left = visitAll(living);
        assertThat(left).containsExactly("/docs/b", "/docs/c", "/docs/a");
        crawls.finish(living);
        assertThat(site(living).pages()).isEqualTo(new SitePages(4, 4, 0, 0));
        assertThat(locations()).hasSize(4);
    }

    @Test
    void aPageThatEndsTheProcessIsNotVisitedForEver() {
        add(SiteSettings.of(null, null, null));
        begin("/docs/");
        var visit =
                IntStream.range(0, 4)
                        .mapToObj(
                                i -> {
                                    clock.advance(JdbcCrawlStore.LEASE.plusMillis(1));
                                    return next(crawls.take(Ids.newId()).orElseThrow());
                                })
                        .toList()
                        .getLast();
        assertThat(visit.attempt()).isEqualTo(4);
    }

    @Test
    void onlyWhatHasChangedIsQueuedAgainAndWhatIsGoneIsRemoved() {
        add(SiteSettings.of(null, null, null));
        var first = begin("/docs/same", "/docs/changed", "/docs/gone", "/docs/unlisted");
        visitAll(first);
        crawls.finish(first);
        finishIngestion();
        var before = locations();
        assertThat(before).hasSize(4);

        var second = again("/docs/same", "/docs/changed", "/docs/gone");
        var same = next(second);
        assertThat(same.etag()).isEqualTo("\"/docs/same\"");
        visits.unchanged(second, same, List.of());
        var changed = next(second);
        var earlier =
                new JdbcDocumentFileStore(database).blob(anna, changed.document()).orElseThrow();
        assertThat(visits.fetched(second, changed, content("new"), List.of()))
                .containsExactly(earlier);
        assertThat(visits.gone(second, next(second), GONE)).hasSize(1);
        assertThat(frontier.next(second, MANY_BYTES)).isEmpty();
        assertThat(crawls.finish(second)).hasSize(1);

        assertThat(locations()).containsOnly("/docs/same", "/docs/changed");
        assertThat(site(second).pages()).isEqualTo(new SitePages(3, 1, 1, 1));
        var job = queue.take(Ids.newId(), Duration.ofMinutes(1)).orElseThrow();
        assertThat(job.document()).isEqualTo(changed.document());
        assertThat(job.reread()).isTrue();
        assertThat(queue.take(Ids.newId(), Duration.ofMinutes(1))).isEmpty();
    }

    /** The page that could not be had may be the one that leads to the others. */
    @Test
    void whatIsNotListedStaysWhereAPageCouldNotBeHad() {
        add(SiteSettings.of(null, null, null));
        var first = begin("/docs/", "/docs/a");
        visitAll(first);
        crawls.finish(first);

        var second = again("/docs/");
        visits.failed(second, next(second), AWAY);
        assertThat(frontier.outcome(second).kept()).isZero();
        assertThat(frontier.outcome(second).missed()).isEqualTo(1);
        assertThat(crawls.finish(second)).isEmpty();

        assertThat(locations()).containsOnly("/docs/", "/docs/a");
    }

    @Test
    void theSameTextIsKeptOnce() {
        add(SiteSettings.of(null, null, null));
        var crawl = begin("/docs/", "/docs/index.html");
        visits.fetched(crawl, next(crawl), content("same"), List.of());
        var copy = content("same");
        assertThat(visits.fetched(crawl, next(crawl), copy, List.of()))
                .containsExactly(copy.blob().id());
        crawls.finish(crawl);

        assertThat(locations()).containsOnly("/docs/");
        assertThat(site(crawl).pages()).isEqualTo(new SitePages(1, 1, 0, 0));
    }

    @Test
    void whatSomebodyHasDeletedDoesNotComeBack() {
        add(SiteSettings.of(null, null, null));
        var first = begin("/docs/", "/docs/a");
        visitAll(first);
        crawls.finish(first);
        changes.delete(anna, first(first, "/docs/a").document());

        var second = again("/docs/", "/docs/a");
        next(second);
        assertThat(next(second).isUnwanted()).isTrue();
    }

    @Test
    void aCrawlHasNoMorePagesAndBytesThanWanted() {
        add(SiteSettings.of(null, 2, null));
        var crawl = begin("/docs/a", "/docs/b", "/docs/c");
        visits.fetched(crawl, next(crawl), content("a"), List.of());
        assertThat(frontier.next(crawl, 1)).isEmpty();
        visits.fetched(crawl, next(crawl), content("b"), List.of());
        assertThat(frontier.next(crawl, MANY_BYTES)).isEmpty();
        crawls.finish(crawl);
        assertThat(site(crawl).pages().found()).isEqualTo(2);
    }

    @Test
    void addressesThatDifferInNumbersAloneAreATrap() {
        add(SiteSettings.of(null, 1_000, null));
        var crawl = begin("/docs/");
        var days =
                IntStream.range(0, 400)
                        .mapToObj(day -> found("/docs/2026/" + day).getFirst())
                        .toList();
        visits.fetched(crawl, next(crawl), content("start"), days);
        visits.fetched(crawl, next(crawl), content("day"), found("/docs/real"));
        assertThat(visitAll(crawl)).hasSizeLessThan(60).contains("/docs/real");
    }

    @Test
    void aListIsReadBeforeThePagesAndWhatFailsComesLast() {
        add(SiteSettings.of(null, null, null));
        var crawl = crawls.take(Ids.newId()).orElseThrow();
        crawls.begin(
                crawl,
                new Way(SiteForm.SITEMAP, LINKS.scope()),
                List.of(
                        new Found(uri("/docs/"), Kind.PAGE, 0),
                        new Found(uri("/sitemap.xml"), Kind.SITEMAP, 0)));
        var list = next(crawl);
        assertThat(list.kind()).isEqualTo(Kind.SITEMAP);
        visits.listed(crawl, list, found("/docs/a"));
        var start = next(crawl);
        visits.postponed(crawl, start, AWAY);
        assertThat(next(crawl).address()).isEqualTo(uri("/docs/a"));
    }

    @Test
    void aScheduleBringsTheNextCrawl() {
        add(SiteSettings.of(null, null, 24));
        var crawl = begin("/docs/");
        visitAll(crawl);
        crawls.finish(crawl);
        assertThat(site(crawl).nextCrawlAt()).isEqualTo(clock.instant().plus(Duration.ofDays(1)));
        assertThat(crawls.take(Ids.newId())).isEmpty();

        assertThat(sites.update(anna, collection, crawl.site(), SiteSettings.of(null, null, null)))
                .isTrue();
        assertThat(site(crawl).nextCrawlAt()).isNull();
        sites.update(anna, collection, crawl.site(), SiteSettings.of(null, null, 1));
        clock.advance(Duration.ofHours(1));

        var next = crawls.take(Ids.newId()).orElseThrow();
        assertThat(next.number()).isEqualTo(crawl.number() + 1);
        assertThat(next.way()).isNull();
    }

    @Test
    void aPausedCrawlGoesOnAfterItsPause() {
        add(SiteSettings.of(null, null, null));
        var crawl = begin("/docs/");
        crawls.pause(crawl, Duration.ofMinutes(5), false);
        assertThat(crawls.take(Ids.newId())).isEmpty();
        clock.advance(Duration.ofMinutes(5));
        assertThat(crawls.take(Ids.newId()).orElseThrow().number()).isEqualTo(crawl.number());
    }

    @Test
    void aFailedCrawlKeepsWhatEarlierOnesBroughtAndSaysWhy() {
        add(SiteSettings.of(null, null, null));
        var first = begin("/docs/");
        visitAll(first);
        crawls.finish(first);
        sites.crawl(anna, collection, first.site());
        crawls.fail(crawls.take(Ids.newId()).orElseThrow(), AWAY);

        assertThat(site(first).state()).isEqualTo(SiteState.FAILED);
        assertThat(site(first).error()).isEqualTo(AWAY);
        assertThat(locations()).containsOnly("/docs/");
    }

    @Test
    void aSiteGoesWithItsDocuments() {
        add(SiteSettings.of(null, null, null));
        var crawl = begin("/docs/", "/docs/a");
        visitAll(crawl);
        changes.addPage(anna, collection, Ids.newId(), "http://elsewhere.example/");

        assertThat(sites.delete(anna, collection, crawl.site()).orElseThrow()).hasSize(2);

        assertThat(sites.list(anna, collection, null, 10)).isEmpty();
        assertThat(documents.list(anna, collection, null, null, "", 10)).hasSize(1);
        assertThatThrownBy(() -> frontier.next(crawl, MANY_BYTES)).isInstanceOf(Lost.class);
    }

    @Test
    void requestsToAServerGoOneAfterTheOtherWhoeverSendsThem() {
        var pace = new JdbcServerPace(database, clock);
        var gap = Duration.ofSeconds(1);
        var patience = Duration.ofSeconds(3);
        var waits = Stream.generate(() -> pace.next("s", gap, patience)).limit(5).toList();
        assertThat(waits)
                .containsExactly(
                        Optional.of(Duration.ZERO),
                        Optional.of(Duration.ofSeconds(1)),
                        Optional.of(Duration.ofSeconds(2)),
                        Optional.of(Duration.ofSeconds(3)),
                        Optional.empty());
        assertThat(pace.next("another", gap, patience)).contains(Duration.ZERO);
        assertThat(pace.freeAt("s")).isEqualTo(clock.instant().plusSeconds(4));

        clock.advance(Duration.ofSeconds(10));
        pace.hold("s", clock.instant().plusSeconds(60));
        assertThat(pace.next("s", gap, patience)).isEmpty();
        clock.advance(Duration.ofSeconds(60));
        assertThat(pace.next("s", gap, patience)).contains(Duration.ZERO);
        clock.advance(Duration.ofDays(2));
        pace.forget();
        assertThat(pace.freeAt("s")).isEqualTo(clock.instant());
    }

    private void add(SiteSettings wanted) {
        assertThat(
                        sites.add(
                                anna,
                                collection,
                                Ids.newId(),
                                uri("/docs/").toString(),
                                SiteForm.LINKS,
                                wanted))
                .isTrue();
    }

    private Crawl begin(String... paths) {
        var crawl = crawls.take(Ids.newId()).orElseThrow();
        crawls.begin(crawl, LINKS, found(paths));
        return crawl;
    }

    private Crawl again(String... paths) {
        sites.crawl(anna, collection, sites.list(anna, collection, null, 1).getFirst().id());
        return begin(paths);
    }

    private Visit next(Crawl crawl) {
        return frontier.next(crawl, MANY_BYTES).orElseThrow();
    }

    /** Finds a page of its own at each address; the paths in the order of the visits. */
    private List<String> visitAll(Crawl crawl) {
        var visited =
                Stream.generate(() -> frontier.next(crawl, MANY_BYTES))
                        .takeWhile(Optional::isPresent)
                        .map(Optional::get)
                        .peek(
                                visit ->
                                        visits.fetched(
                                                crawl,
                                                visit,
                                                content(visit.address().getPath()),
                                                List.of()))
                        .map(visit -> visit.address().getPath())
                        .toList();
        return visited;
    }

    private Visit first(Crawl crawl, String path) {
        sites.crawl(anna, collection, crawl.site());
        var probe = begin(path);
        var visit = next(probe);
        crawls.fail(probe, AWAY);
        return visit;
    }

    private void finishIngestion() {
        for (var job = queue.take(Ids.newId(), Duration.ofMinutes(1));
                job.isPresent();
                job = queue.take(Ids.newId(), Duration.ofMinutes(1))) {
            ingestion.finish(job.get());
        }
    }

    private static List<Found> found(String... paths) {
        return Stream.of(paths).map(path -> new Found(uri(path), Kind.PAGE, 0)).toList();
    }

    private static URI uri(String path) {
        return URI.create("http://stoves.example" + path);
    }

    private static Content content(String text) {
        return new Content(
                new Blob(Ids.newId(), text.length(), "sha-of-" + text),
                "text/html",
                "\"" + text + "\"",
                null);
    }

    private List<String> locations() {
        return documents.list(anna, collection, null, null, "", 500).stream()
                .map(document -> URI.create(document.location()).getPath())
                .toList();
    }

    private Site site(Crawl crawl) {
        return sites.find(anna, collection, crawl.site()).orElseThrow();
    }
}
