package app.parley.knowledge.site;

import app.parley.knowledge.crawl.PageAddress;
import app.parley.knowledge.document.DocumentItem;
import app.parley.knowledge.document.JdbcDocumentChangeStore;
import app.parley.knowledge.site.Frontier.Found;
import app.parley.knowledge.site.Frontier.Kind;
import app.parley.knowledge.site.Frontier.Visit;
import app.parley.platform.db.Columns;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The addresses that a crawl has before it, and how many of them have come to an end. */
class JdbcFrontierStore {
    /** Addresses are remembered beyond the limit of pages, because not each becomes a page. */
    private static final int ADDRESSES_PER_PAGE = 5;

    /** How many addresses may differ in numbers and queries alone, where pages name them. */
    private static final int MOST_ALIKE = 50;

    private static final DocumentItem.Failure NOTHING =
            new DocumentItem.Failure("empty", "No page was found here that may be kept.");

    static final String OF_PAGE = " where site_id = :site and address = :address";

    private final JdbcCrawlStore crawls;

    JdbcFrontierStore(JdbcCrawlStore crawls) {
        this.crawls = crawls;
    }

    /**
     * The next address to visit, lists of pages first; it counts as an attempt from now on, so that
     * a page that ends the process is not visited for ever.
     *
     * @param mostBytes of all pages
     * @return nothing if all were visited, or no more are wanted
     */
    Optional<Visit> next(Crawl crawl, long mostBytes) {
        return crawls.held(
                crawl,
                sql -> {
                    if (isFull(sql, crawl, mostBytes)) {
                        return Optional.empty();
                    }
                    var next =
                            ofCrawl(
                                            sql,
                                            crawl,
                                            """
                                            select * from site_page
                                            where site_id = :site and crawl = :crawl and state = 'waiting'
                                            order by attempts, case kind when 'page' then 1 else 0 end, depth, place
                                            limit 1""")
                                    .query((row, _) -> visit(row))
                                    .optional();
                    next.ifPresent(
                            visit ->
                                    ofPage(
                                                    sql,
                                                    crawl,
                                                    visit,
                                                    "update site_page set attempts = attempts + 1"
                                                            + OF_PAGE)
                                            .update());
                    return next;
                });
    }

    private static boolean isFull(JdbcClient sql, Crawl crawl, long mostBytes) {
        return ofCrawl(
                        sql,
                        crawl,
                        """
                        select coalesce(sum(case when kind = 'page' and state in ('fetched', 'unchanged')
                                                 then 1 else 0 end), 0) as pages,
                               coalesce(sum(size), 0) as bytes
                        from site_page where site_id = :site and crawl = :crawl""")
                .query(
                        (row, _) ->
                                row.getInt("pages") >= crawl.pageLimit()
                                        || row.getLong("bytes") >= mostBytes)
                .single();
    }

    private static Visit visit(ResultSet row) throws SQLException {
        return new Visit(
                URI.create(row.getString("address")),
                Kind.of(row.getString("kind")),
                row.getInt("depth"),
                row.getInt("attempts") + 1,
                Columns.nullableUuid(row, "document_id"),
                row.getString("sha256"),
                row.getString("etag"),
                row.getString("last_modified"));
    }

    /** Where the file is that an earlier crawl has kept of the page. */
    Optional<UUID> file(Crawl crawl, Visit visit) {
        return crawls.held(
                crawl,
                sql ->
                        ofPage(
                                        sql,
                                        crawl,
                                        visit,
                                        """
                                        select d.blob_id from site_page p join document d on d.id = p.document_id
                                        where p.site_id = :site and p.address = :address and d.blob_id is not null""")
                                .query((row, _) -> Columns.uuid(row, "blob_id"))
                                .optional());
    }

    /** Whether an address was given up in this crawl for another one. */
    boolean isSkipped(Crawl crawl, URI address) {
        return crawls.held(
                crawl,
                sql ->
                        ofCrawl(
                                        sql,
                                        crawl,
                                        """
                                        select 1 from site_page
                                        where site_id = :site and crawl = :crawl and address = :address
                                            and state = 'skipped'""")
                                .param("address", address.toString())
                                .query(Integer.class)
                                .optional()
                                .isPresent());
    }

    /** The page was not even asked for. */
    void untried(Crawl crawl, Visit visit) {
        crawls.held(
                crawl,
                sql ->
                        ofPage(
                                        sql,
                                        crawl,
                                        visit,
                                        "update site_page set attempts = attempts - 1" + OF_PAGE)
                                .update());
    }

    /**
     * Remembers addresses that this crawl has not come across yet, as far as there is room.
     *
     * @param linked by pages, which may do so without end, and not by a list
     */
    static void add(JdbcClient sql, Crawl crawl, Collection<Found> found, boolean linked) {
        int place =
                ofCrawl(
                                sql,
                                crawl,
                                "select count(*) from site_page where site_id = :site and crawl = :crawl")
                        .query(Integer.class)
                        .single();
        for (var page : found) {
            if (place >= crawl.pageLimit() * ADDRESSES_PER_PAGE) {
                return;
            }
            place +=
                    ofCrawl(
                                    sql,
                                    crawl,
                                    """
                                    insert into site_page (site_id, address, kind, depth, place, shape, crawl, state)
                                    select id, :address, :kind, :depth, :place, :shape, crawl, 'waiting' from site
                                    where id = :site and (not :linked or :alike > (
                                        select count(*) from site_page p
                                        where p.site_id = :site and p.crawl = :crawl and p.shape = :shape))
                                    on conflict (site_id, address) do update
                                    set kind = excluded.kind, depth = excluded.depth, place = excluded.place,
                                        crawl = excluded.crawl, state = 'waiting', attempts = 0
                                    where site_page.crawl < excluded.crawl""")
                            .param("address", page.address().toString())
                            .param("kind", page.kind().code())
                            .param("depth", page.depth())
                            .param("place", place)
                            .param("shape", PageAddress.shape(page.address()))
                            .param("linked", linked)
                            .param("alike", MOST_ALIKE)
                            .update();
        }
    }

    /**
     * What a crawl has come to.
     *
     * @param kept how many pages
     * @param missed how many addresses could not be had this time
     * @param reason why one could not, where nothing is kept
     */
    record Outcome(int kept, int missed, DocumentItem.Failure reason) {}

    Outcome outcome(Crawl crawl) {
        return crawls.held(crawl, sql -> outcome(sql, crawl));
    }

    /** A list that is gone is as bad as one that cannot be had: nobody knows what was on it. */
    private static Outcome outcome(JdbcClient sql, Crawl crawl) {
        var reason =
                ofCrawl(
                                sql,
                                crawl,
                                """
                                select error_code, error_message from site_page
                                where site_id = :site and crawl = :crawl and state = 'failed' order by place limit 1""")
                        .query(
                                (row, _) ->
                                        new DocumentItem.Failure(
                                                row.getString("error_code"),
                                                row.getString("error_message")))
                        .optional()
                        .orElse(NOTHING);
        return ofCrawl(
                        sql,
                        crawl,
                        """
                        select coalesce(sum(case when kind = 'page' and state in ('fetched', 'unchanged')
                                                 then 1 else 0 end), 0) as kept,
                               coalesce(sum(case when state = 'failed' and (kind <> 'page' or error_code <> 'not-found')
                                                 then 1 else 0 end), 0) as missed
                        from site_page where site_id = :site and crawl = :crawl""")
                .query((row, _) -> new Outcome(row.getInt("kept"), row.getInt("missed"), reason))
                .single();
    }

    /**
     * Removes the pages of earlier crawls that this one has not come across. Where it could not
     * have a page, they stay: it may be that page that leads to them.
     */
    static List<UUID> forgetUnlisted(JdbcClient sql, Crawl crawl, long now) {
        var unlisted =
                outcome(sql, crawl).missed() > 0
                        ? " where site_id = :site and crawl = :crawl and state = 'waiting'"
                        : " where site_id = :site and (crawl < :crawl or state = 'waiting')";
        var documents =
                ofCrawl(
                                sql,
                                crawl,
                                "select document_id from site_page"
                                        + unlisted
                                        + " and document_id is not null")
                        .query((row, _) -> Columns.uuid(row, "document_id"))
                        .list();
        ofCrawl(sql, crawl, "delete from site_page" + unlisted).update();
        return JdbcDocumentChangeStore.remove(sql, crawl.collection(), documents, now);
    }

    static StatementSpec ofCrawl(JdbcClient sql, Crawl crawl, String statement) {
        return sql.sql(statement).param("site", crawl.site()).param("crawl", crawl.number());
    }

    static StatementSpec ofPage(JdbcClient sql, Crawl crawl, Visit visit, String statement) {
        return sql.sql(statement)
                .param("site", crawl.site())
                .param("address", visit.address().toString());
    }
}
