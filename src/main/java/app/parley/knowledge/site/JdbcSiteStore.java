package app.parley.knowledge.site;

import static app.parley.knowledge.collection.CollectionAccess.READABLE;
import static app.parley.knowledge.collection.CollectionAccess.WRITABLE;

import app.parley.knowledge.SitePages;
import app.parley.knowledge.SiteState;
import app.parley.knowledge.document.DocumentItem;
import app.parley.knowledge.document.JdbcDocumentChangeStore;
import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sites as people see and change them. What one may not read looks as if it were not there. */
class JdbcSiteStore {
    private static final long HOUR = Duration.ofHours(1).toMillis();

    /** A page that was skipped is no page: its text is another's, or nobody is to have it. */
    private static final String COUNTS =
            """
            (select count(*) from site_page p where p.site_id = s.id and p.crawl = s.crawl
                and p.kind = 'page' and p.state <> 'skipped') as found,
            (select count(*) from site_page p where p.site_id = s.id and p.crawl = s.crawl
                and p.kind = 'page' and p.state = 'fetched') as fetched,
            (select count(*) from site_page p where p.site_id = s.id and p.crawl = s.crawl
                and p.kind = 'page' and p.state = 'failed') as failed,
            (select count(*) from site_page p where p.site_id = s.id and p.crawl = s.crawl
                and p.kind = 'page' and p.state = 'unchanged') as unchanged
            """;

    private static final String ITEM =
            "select s.*, "
                    + COUNTS
                    + " from site s join "
                    + READABLE
                    + " c on c.id = s.collection_id where c.id = :collection";

    private final Database database;
    private final Clock clock;

    JdbcSiteStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The pages that the last crawl could not read, by their addresses.
     *
     * @param after the last of the page before; empty for the first page
     */
    List<FailedPage> failures(UUID reader, UUID collection, UUID id, String after, int limit) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select p.address, p.error_code, p.error_message
                                        from site s join %s c on c.id = s.collection_id
                                        join site_page p on p.site_id = s.id and p.crawl = s.crawl
                                        where c.id = :collection and s.id = :id and p.kind = 'page'
                                            and p.state = 'failed' and p.address > :after
                                        order by p.address limit :limit"""
                                                .formatted(READABLE))
                                .param("reader", reader)
                                .param("collection", collection)
                                .param("id", id)
                                .param("after", after)
                                .param("limit", limit)
                                .query(
                                        (row, _) ->
                                                new FailedPage(
                                                        row.getString("address"), failure(row)))
                                .list());
    }

    private static DocumentItem.Failure failure(ResultSet row) throws SQLException {
        var code = row.getString("error_code");
        var message = row.getString("error_message");
        return new DocumentItem.Failure(
                code == null ? "internal" : code,
                message == null ? "The page could not be read." : message);
    }

    /**
     * Adds a site and queues its first crawl.
     *
     * @return false if the collection has the site already, or the writer may not write to it
     */
    boolean add(
            UUID writer, UUID collection, UUID id, String url, SiteForm form, SiteSettings wanted) {
        return database.write(
                sql ->
                        sql.sql(
                                                """
                                                insert into site (id, collection_id, url, form, depth, page_limit, every_hours,
                                                                  due_at, created_at, updated_at)
                                                select :id, c.id, :url, :form, :depth, :pages, :hours, :now, :now, :now
                                                from %s c where c.id = :collection
                                                on conflict do nothing"""
                                                        .formatted(WRITABLE))
                                        .param("reader", writer)
                                        .param("id", id)
                                        .param("collection", collection)
                                        .param("url", url)
                                        .param("form", form.code())
                                        .param("depth", wanted.depth())
                                        .param("pages", wanted.pageLimit())
                                        .param("hours", wanted.everyHours(), Types.INTEGER)
                                        .param("now", clock.millis())
                                        .update()
                                > 0);
    }

    Optional<Site> find(UUID reader, UUID collection, UUID id) {
        return database.read(
                sql ->
                        sql.sql(ITEM + " and s.id = :id")
                                .param("reader", reader)
                                .param("collection", collection)
                                .param("id", id)
                                .query((row, _) -> site(row))
                                .optional());
    }

    Optional<Site> withUrl(UUID reader, UUID collection, String url) {
        return database.read(
                sql ->
                        sql.sql(ITEM + " and s.url = :url")
                                .param("reader", reader)
                                .param("collection", collection)
                                .param("url", url)
                                .query((row, _) -> site(row))
                                .optional());
    }

    /**
     * The newest first.
     *
     * @param after the last of the page before; null for the first page
     */
    List<Site> list(UUID reader, UUID collection, @Nullable UUID after, int limit) {
        return database.read(
                sql -> {
                    var page =
                            sql.sql(
                                            ITEM
                                                    + (after == null ? "" : " and s.id < :after")
                                                    + " order by s.id desc limit :limit")
                                    .param("reader", reader)
                                    .param("collection", collection)
                                    .param("limit", limit);
                    return (after == null ? page : page.param("after", after))
                            .query((row, _) -> site(row))
                            .list();
                });
    }

    int count(UUID collection) {
        return database.read(
                sql ->
                        sql.sql("select count(*) from site where collection_id = :collection")
                                .param("collection", collection)
                                .query(Integer.class)
                                .single());
    }

    /**
     * Changes what the next crawl does, and when that is.
     *
     * @return false if there is no such site, or the writer may not change it
     */
    boolean update(UUID writer, UUID collection, UUID id, SiteSettings wanted) {
        return changed(
                writer,
                collection,
                id,
                sql ->
                        sql.sql(
                                        """
                                        update site
                                        set depth = :depth, page_limit = :pages, every_hours = :hours, updated_at = :now,
                                            due_at = case
                                                when state in ('queued', 'crawling') then due_at
                                                when :every < 0 then null
                                                when crawled_at + :every < :now then :now
                                                else crawled_at + :every end
                                        where id = :id""")
                                .param("depth", wanted.depth())
                                .param("pages", wanted.pageLimit())
                                .param("hours", wanted.everyHours(), Types.INTEGER)
                                .param(
                                        "every",
                                        wanted.everyHours() == null
                                                ? -1L
                                                : wanted.everyHours() * HOUR)
                                .param("now", clock.millis())
                                .param("id", id)
                                .update());
    }

    /** Queues a crawl, unless there is one on its way; false as with {@link #update}. */
    boolean crawl(UUID writer, UUID collection, UUID id) {
        return changed(
                writer,
                collection,
                id,
                sql ->
                        sql.sql(
                                        """
                                        update site set state = 'queued', due_at = :now, updated_at = :now
                                        where id = :id and state in ('ready', 'failed')""")
                                .param("now", clock.millis())
                                .param("id", id)
                                .update());
    }

    /**
     * Removes the site with its documents.
     *
     * @return where the documents' files still are; nothing as with {@link #update}
     */
    Optional<List<UUID>> delete(UUID writer, UUID collection, UUID id) {
        return database.write(
                sql -> {
                    if (!isWritable(sql, writer, collection, id)) {
                        return Optional.empty();
                    }
                    var documents =
                            sql.sql("select id from document where site_id = :id")
                                    .param("id", id)
                                    .query((row, _) -> Columns.uuid(row, "id"))
                                    .list();
                    var files =
                            JdbcDocumentChangeStore.remove(
                                    sql, collection, documents, clock.millis());
                    sql.sql("delete from site where id = :id").param("id", id).update();
                    return Optional.of(files);
                });
    }

    /** How far the latest crawl is, for whoever may know. */
    Optional<SitePages> pages(UUID id) {
        return database.read(
                sql ->
                        sql.sql("select " + COUNTS + " from site s where s.id = :id")
                                .param("id", id)
                                .query((row, _) -> counts(row))
                                .optional());
    }

    private boolean changed(UUID writer, UUID collection, UUID id, Consumer<JdbcClient> change) {
        return database.write(
                sql -> {
                    boolean writable = isWritable(sql, writer, collection, id);
                    if (writable) {
                        change.accept(sql);
                    }
                    return writable;
                });
    }

    private static boolean isWritable(JdbcClient sql, UUID writer, UUID collection, UUID id) {
        return sql.sql(
                        """
                                select 1 from site s join %s c on c.id = s.collection_id
                                where c.id = :collection and s.id = :id"""
                                .formatted(WRITABLE))
                .param("reader", writer)
                .param("collection", collection)
                .param("id", id)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private static Site site(ResultSet row) throws SQLException {
        var state = SiteState.of(row.getString("state"));
        var found = row.getString("found_form");
        var error = row.getString("error_code");
        boolean waits = state == SiteState.READY || state == SiteState.FAILED;
        return new Site(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "collection_id"),
                row.getString("url"),
                SiteForm.of(row.getString("form")),
                found == null ? null : SiteForm.of(found),
                row.getInt("depth"),
                row.getInt("page_limit"),
                Columns.nullableInt(row, "every_hours"),
                state,
                counts(row),
                error == null
                        ? null
                        : new DocumentItem.Failure(error, row.getString("error_message")),
                Columns.nullableInstant(row, "crawled_at"),
                waits ? Columns.nullableInstant(row, "due_at") : null,
                Columns.instant(row, "created_at"));
    }

    private static SitePages counts(ResultSet row) throws SQLException {
        return new SitePages(
                row.getInt("found"),
                row.getInt("fetched"),
                row.getInt("failed"),
                row.getInt("unchanged"));
    }
}
