package app.parley.knowledge.site;

import static app.parley.knowledge.site.JdbcFrontierStore.OF_PAGE;
import static app.parley.knowledge.site.JdbcFrontierStore.ofPage;

import app.parley.knowledge.document.DocumentItem;
import app.parley.knowledge.document.JdbcDocumentChangeStore;
import app.parley.knowledge.document.SitePage;
import app.parley.knowledge.ingestion.JdbcJobStore;
import app.parley.knowledge.site.Frontier.Content;
import app.parley.knowledge.site.Frontier.Found;
import app.parley.knowledge.site.Frontier.Visit;
import app.parley.platform.blob.BlobStore.Blob;
import app.parley.platform.id.Ids;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What has become of the addresses that a crawl has visited. What a visit brings, the addresses it
 * found and the document it made are written down in one transaction, so that a crawl that is cut
 * off anywhere goes on from there. Methods return the files that nothing refers to any more.
 */
class JdbcVisitStore {
    private final JdbcCrawlStore crawls;
    private final Clock clock;

    JdbcVisitStore(JdbcCrawlStore crawls, Clock clock) {
        this.crawls = crawls;
        this.clock = clock;
    }

    /** A list of pages was read. */
    void listed(Crawl crawl, Visit visit, List<Found> found) {
        crawls.held(
                crawl,
                sql -> {
                    end(sql, crawl, visit, "fetched");
                    JdbcFrontierStore.add(sql, crawl, found, false);
                    return true;
                });
    }

    /** The page is as it was. */
    void unchanged(Crawl crawl, Visit visit, List<Found> links) {
        crawls.held(
                crawl,
                sql -> {
                    end(sql, crawl, visit, "unchanged");
                    JdbcFrontierStore.add(sql, crawl, links, true);
                    return true;
                });
    }

    /** The page was fetched: its document is made or renewed, unless it is as it was. */
    List<UUID> fetched(Crawl crawl, Visit visit, Content content, List<Found> links) {
        return crawls.held(
                crawl,
                sql -> {
                    JdbcFrontierStore.add(sql, crawl, links, true);
                    if (isElsewhere(sql, crawl, visit, content.blob())) {
                        return skip(sql, crawl, visit, content.blob());
                    }
                    remember(sql, crawl, visit, content);
                    if (content.blob().sha256().equals(visit.sha256())) {
                        end(sql, crawl, visit, "unchanged");
                        return List.of(content.blob().id());
                    }
                    if (visit.document() == null) {
                        return create(sql, crawl, visit, content);
                    }
                    end(sql, crawl, visit, "fetched");
                    return JdbcJobStore.renew(
                            sql,
                            visit.document(),
                            content.blob(),
                            content.mediaType(),
                            clock.millis());
                });
    }

    /** Whether the same text is at another address too, which came first. */
    private static boolean isElsewhere(JdbcClient sql, Crawl crawl, Visit visit, Blob blob) {
        return !ofPage(
                        sql,
                        crawl,
                        visit,
                        """
                        select 1 from site_page
                        where site_id = :site and crawl = :crawl and address <> :address and sha256 = :sha256
                            and state in ('fetched', 'unchanged')""")
                .param("crawl", crawl.number())
                .param("sha256", blob.sha256())
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    private static void remember(JdbcClient sql, Crawl crawl, Visit visit, Content content) {
        ofPage(
                        sql,
                        crawl,
                        visit,
                        """
                        update site_page set sha256 = :sha256, size = :size, etag = :etag, last_modified = :modified"""
                                + OF_PAGE)
                .param("sha256", content.blob().sha256())
                .param("size", content.blob().size())
                .param("etag", content.etag())
                .param("modified", content.lastModified())
                .update();
    }

    private List<UUID> create(JdbcClient sql, Crawl crawl, Visit visit, Content content) {
        var page =
                new SitePage(
                        Ids.newId(),
                        crawl.collection(),
                        crawl.site(),
                        visit.address().toString(),
                        content.blob(),
                        content.mediaType());
        if (!JdbcDocumentChangeStore.add(sql, page, clock.millis())) {
            // Somebody has added this very page by itself.
            return skip(sql, crawl, visit, content.blob());
        }
        ofPage(sql, crawl, visit, "update site_page set document_id = :document" + OF_PAGE)
                .param("document", page.id())
                .update();
        end(sql, crawl, visit, "fetched");
        return List.of();
    }

    /** Nobody wants the page: somebody has deleted what was made of it. */
    void unwanted(Crawl crawl, Visit visit) {
        crawls.held(
                crawl,
                sql -> {
                    end(sql, crawl, visit, "skipped");
                    return true;
                });
    }

    /** The page is not to be kept, or is one under another address. */
    List<UUID> skipped(Crawl crawl, Visit visit, List<Found> found) {
        return crawls.held(
                crawl,
                sql -> {
                    JdbcFrontierStore.add(sql, crawl, found, true);
                    end(sql, crawl, visit, "skipped");
                    return forget(sql, crawl, visit);
                });
    }

    private List<UUID> skip(JdbcClient sql, Crawl crawl, Visit visit, Blob fetched) {
        end(sql, crawl, visit, "skipped");
        var files = new ArrayList<>(forget(sql, crawl, visit));
        files.add(fetched.id());
        return files;
    }

    /** The page could not be had this time; it is tried again after the others. */
    void postponed(Crawl crawl, Visit visit, DocumentItem.Failure reason) {
        crawls.held(crawl, sql -> note(sql, crawl, visit, reason));
    }

    /** The page could not be had; what was kept of it stays. */
    void failed(Crawl crawl, Visit visit, DocumentItem.Failure reason) {
        crawls.held(
                crawl,
                sql -> {
                    end(sql, crawl, visit, "failed");
                    return note(sql, crawl, visit, reason);
                });
    }

    /** There is no such page any more. */
    List<UUID> gone(Crawl crawl, Visit visit, DocumentItem.Failure reason) {
        return crawls.held(
                crawl,
                sql -> {
                    end(sql, crawl, visit, "failed");
                    note(sql, crawl, visit, reason);
                    return forget(sql, crawl, visit);
                });
    }

    private static int note(JdbcClient sql, Crawl crawl, Visit visit, DocumentItem.Failure reason) {
        return ofPage(
                        sql,
                        crawl,
                        visit,
                        "update site_page set error_code = :code, error_message = :message"
                                + OF_PAGE)
                .param("code", reason.code())
                .param("message", reason.message())
                .update();
    }

    private static void end(JdbcClient sql, Crawl crawl, Visit visit, String state) {
        ofPage(
                        sql,
                        crawl,
                        visit,
                        "update site_page set state = :state, error_code = null, error_message = null"
                                + OF_PAGE)
                .param("state", state)
                .update();
        // Only a site that gets nowhere is given up, however often its crawl is cut off.
        sql.sql("update site set attempts = 1 where id = :site")
                .param("site", crawl.site())
                .update();
    }

    /** Removes what an earlier crawl has kept of the page. */
    private List<UUID> forget(JdbcClient sql, Crawl crawl, Visit visit) {
        ofPage(
                        sql,
                        crawl,
                        visit,
                        """
                        update site_page
                        set document_id = null, sha256 = null, size = 0, etag = null, last_modified = null"""
                                + OF_PAGE)
                .update();
        return visit.document() == null
                ? List.of()
                : JdbcDocumentChangeStore.remove(
                        sql, crawl.collection(), List.of(visit.document()), clock.millis());
    }
}
