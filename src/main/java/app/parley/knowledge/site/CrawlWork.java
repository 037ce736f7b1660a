package app.parley.knowledge.site;

import app.parley.knowledge.SiteState;
import app.parley.knowledge.crawl.Robots;
import app.parley.knowledge.document.DocumentItem.Failure;
import app.parley.knowledge.document.Documents;
import app.parley.knowledge.extract.DocumentProblem;
import app.parley.knowledge.extract.DocumentProblem.Code;
import app.parley.knowledge.fetch.CrawlProperties;
import app.parley.knowledge.fetch.PacedOutbound;
import app.parley.knowledge.index.IndexUpkeep;
import app.parley.knowledge.ingestion.Ingestion;
import app.parley.knowledge.site.Crawl.Way;
import app.parley.knowledge.site.Frontier.Kind;
import app.parley.knowledge.site.Frontier.Visit;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Takes a site from where its crawl is to its end. Each page is written down before the next is
 * fetched, so that whoever comes after goes on from there.
 */
@Component
class CrawlWork {
    private static final Logger LOG = LoggerFactory.getLogger(CrawlWork.class);
    private static final int MOST_ATTEMPTS = 3;
    private static final int MOST_FAILURES_IN_A_ROW = 10;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** What may be otherwise the next time. */
    private static final Set<Code> PASSING = Set.of(Code.UNREACHABLE, Code.TIMED_OUT);

    private final JdbcCrawlStore crawls;
    private final JdbcFrontierStore frontier;
    private final JdbcVisitStore visits;
    private final SiteDiscovery discovery;
    private final SiteReader reader;
    private final ListVisit lists;
    private final PageVisit pages;
    private final Documents documents;
    private final Ingestion ingestion;
    private final IndexUpkeep index;
    private final CrawlNews news;
    private final CrawlProperties settings;

    CrawlWork(
            JdbcCrawlStore crawls,
            JdbcFrontierStore frontier,
            JdbcVisitStore visits,
            SiteDiscovery discovery,
            SiteReader reader,
            ListVisit lists,
            PageVisit pages,
            Documents documents,
            Ingestion ingestion,
            IndexUpkeep index,
            CrawlNews news,
            CrawlProperties settings) {
        this.crawls = crawls;
        this.frontier = frontier;
        this.visits = visits;
        this.discovery = discovery;
        this.reader = reader;
        this.lists = lists;
        this.pages = pages;
        this.documents = documents;
        this.ingestion = ingestion;
        this.index = index;
        this.news = news;
        this.settings = settings;
    }

    /**
     * @param stopping asked between pages
     */
    void run(Crawl crawl, BooleanSupplier stopping) {
        try {
            if (crawl.attempt() > MOST_ATTEMPTS) {
                throw new DocumentProblem(
                        Code.INTERNAL,
                        "Parley tried three times and broke off each time, so it gives this site up.");
            }
            goThrough(crawl, stopping);
        } catch (JdbcCrawlStore.Lost another) {
            LOG.debug("site {}: {}", crawl.site(), another.getMessage());
        } catch (PacedOutbound.Busy busy) {
            // A page counts its own attempts; to find out what the site is, is none.
            pause(crawl, busy.pause(), busy.isRefused() && crawl.way() == null);
        } catch (DocumentProblem problem) {
            fail(crawl, problem);
        } catch (DataAccessException away) {
            // The lease runs out by itself; nothing can be written now.
            throw away;
        } catch (IOException | RuntimeException unexpected) {
            // The outermost runner of a crawl.
            LOG.error("site {}, crawl {}", crawl.site(), crawl.number(), unexpected);
            if (crawl.attempt() >= MOST_ATTEMPTS) {
                fail(
                        crawl,
                        new DocumentProblem(
                                Code.INTERNAL, "Something went wrong on the server, three times."));
            } else {
                pause(crawl, PAUSE, true);
            }
        }
    }

    private void goThrough(Crawl crawl, BooleanSupplier stopping)
            throws IOException, DocumentProblem {
        news.tellNow(crawl, SiteState.CRAWLING);
        if (crawl.way() == null) {
            var plan = discovery.plan(crawl);
            crawls.begin(crawl, plan.way(), plan.first());
            visitAll(crawl, plan.way(), plan.robots(), stopping);
        } else {
            var server = URI.create(crawl.url()).resolve("//" + crawl.way().scope().server());
            visitAll(crawl, crawl.way(), reader.robots(server), stopping);
        }
    }

    private void visitAll(Crawl crawl, Way way, Robots robots, BooleanSupplier stopping)
            throws IOException, DocumentProblem {
        int failures = 0;
        for (var next = frontier.next(crawl, settings.crawlBytes());
                next.isPresent();
                next = frontier.next(crawl, settings.crawlBytes())) {
            if (stopping.getAsBoolean()) {
                frontier.untried(crawl, next.get());
                crawls.pause(crawl, Duration.ZERO, false);
                return;
            }
            failures = visit(crawl, way, robots, next.get()) ? 0 : failures + 1;
            if (failures == MOST_FAILURES_IN_A_ROW) {
                throw new DocumentProblem(Code.UNREACHABLE, "The server does not answer any more.");
            }
            news.tell(crawl);
        }
        finish(crawl);
    }

    /**
     * @return false if the server could not be had
     */
    private boolean visit(Crawl crawl, Way way, Robots robots, Visit visit)
            throws IOException, DocumentProblem {
        if (documents.isFull(crawl.collection())) {
            throw new DocumentProblem(
                    Code.TOO_LARGE, "The collections of this collection's owner are full.");
        }
        try {
            if (visit.kind() == Kind.PAGE) {
                forget(pages.run(crawl, way, robots, visit));
                ingestion.wake();
            } else {
                lists.run(crawl, way, robots, visit);
            }
            return true;
        } catch (PacedOutbound.Busy busy) {
            if (busy.isRefused()) {
                failed(
                        crawl,
                        visit,
                        new DocumentProblem(
                                Code.UNREACHABLE, "The server refuses so many requests."));
            } else {
                frontier.untried(crawl, visit);
            }
            throw busy;
        } catch (DocumentProblem problem) {
            failed(crawl, visit, problem);
            return !PASSING.contains(problem.code());
        }
    }

    private void failed(Crawl crawl, Visit visit, DocumentProblem problem) {
        var reason = failure(problem);
        if (problem.code() == Code.NOT_FOUND) {
            forget(visits.gone(crawl, visit, reason));
        } else if (PASSING.contains(problem.code()) && visit.attempt() < MOST_ATTEMPTS) {
            visits.postponed(crawl, visit, reason);
        } else {
            visits.failed(crawl, visit, reason);
        }
    }

    private void forget(List<UUID> files) {
        if (!files.isEmpty()) {
            documents.forget(files);
            index.wake();
        }
    }

    private void finish(Crawl crawl) throws DocumentProblem {
        var outcome = frontier.outcome(crawl);
        if (outcome.kept() == 0) {
            // Nothing at all is more likely a site that is broken than one that is empty.
            crawls.fail(crawl, outcome.reason());
            news.tellNow(crawl, SiteState.FAILED);
            return;
        }
        forget(crawls.finish(crawl));
        news.tellNow(crawl, SiteState.READY);
    }

    private void fail(Crawl crawl, DocumentProblem problem) {
        try {
            crawls.fail(crawl, failure(problem));
            news.tellNow(crawl, SiteState.FAILED);
        } catch (JdbcCrawlStore.Lost another) {
            LOG.debug("site {}: {}", crawl.site(), another.getMessage());
        }
    }

    private void pause(Crawl crawl, Duration pause, boolean counts) {
        try {
            crawls.pause(crawl, pause, counts);
        } catch (JdbcCrawlStore.Lost another) {
            LOG.debug("site {}: {}", crawl.site(), another.getMessage());
        }
    }

    private static Failure failure(DocumentProblem problem) {
        return new Failure(problem.code().text(), problem.sentence());
    }
}
