package app.parley.knowledge.site;

import app.parley.knowledge.SiteState;
import app.parley.knowledge.crawl.SiteScope;
import app.parley.knowledge.document.DocumentItem;
import app.parley.knowledge.site.Crawl.Way;
import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The queue of sites that are to be crawled. Whoever takes one has it for a while; every write
 * renews that and is refused to those who have lost it.
 */
class JdbcCrawlStore {
    /** Longer than anything between two writes takes. */
    static final Duration LEASE = Duration.ofMinutes(3);

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final Database database;
    private final Clock clock;

    JdbcCrawlStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Another goes through the site, or it is gone. */
    static final class Lost extends RuntimeException {
        Lost() {
            super("another goes through the site, or it is gone", null, false, false);
        }
    }

    /** Takes the site that is due first; one whose crawl had come to its end begins a new one. */
    Optional<Crawl> take(UUID runner) {
        return database.write(
                sql -> {
                    long now = clock.millis();
                    var next =
                            sql.sql(
                                            "select id from site where due_at <= :now order by due_at, id limit 1")
                                    .param("now", now)
                                    .query((row, _) -> Columns.uuid(row, "id"))
                                    .optional();
                    boolean mine =
                            next.isPresent()
                                    && sql.sql(
                                                            """
                                                            update site
                                                            set runner_id = :runner, due_at = :until, updated_at = :now,
                                                                attempts = case state when 'crawling' then attempts else 0 end + 1,
                                                                crawl = crawl + case state when 'crawling' then 0 else 1 end,
                                                                server = case state when 'crawling' then server end,
                                                                folder = case state when 'crawling' then folder end,
                                                                error_code = null, error_message = null, state = 'crawling'
                                                            where id = :id and due_at <= :now""")
                                                    .param("runner", runner)
                                                    .param("until", now + LEASE.toMillis())
                                                    .param("now", now)
                                                    .param("id", next.get())
                                                    .update()
                                            > 0;
                    return mine ? Optional.of(crawl(sql, next.get(), runner)) : Optional.empty();
                });
    }

    private static Crawl crawl(JdbcClient sql, UUID site, UUID runner) {
        return sql.sql("select * from site where id = :id")
                .param("id", site)
                .query(
                        (row, _) ->
                                new Crawl(
                                        site,
                                        Columns.uuid(row, "collection_id"),
                                        runner,
                                        row.getInt("crawl"),
                                        row.getInt("attempts"),
                                        row.getString("url"),
                                        SiteForm.of(row.getString("form")),
                                        row.getInt("depth"),
                                        row.getInt("page_limit"),
                                        way(row)))
                .single();
    }

    private static @Nullable Way way(ResultSet row) throws SQLException {
        var server = row.getString("server");
        return server == null
                ? null
                : new Way(
                        SiteForm.of(row.getString("found_form")),
                        new SiteScope(server, row.getString("folder")));
    }

    /** Writes down how the site is gone through, and where to begin. */
    void begin(Crawl crawl, Way way, List<Frontier.Found> first) {
        held(
                crawl,
                sql -> {
                    JdbcFrontierStore.add(sql, crawl, first, false);
                    return sql.sql(
                                    """
                                    update site set server = :server, folder = :folder, found_form = :form
                                    where id = :id""")
                            .param("server", way.scope().server())
                            .param("folder", way.scope().folder())
                            .param("form", way.form().code())
                            .param("id", crawl.site())
                            .update();
                });
    }

    /**
     * Lets go of the site; the crawl goes on, here or elsewhere, after the pause.
     *
     * @param counts whether this attempt was one
     */
    void pause(Crawl crawl, Duration pause, boolean counts) {
        held(
                crawl,
                sql ->
                        sql.sql(
                                        """
                                        update site set runner_id = null, due_at = :due, attempts = attempts - :uncounted
                                        where id = :id""")
                                .param("uncounted", counts ? 0 : 1)
                                .param("due", clock.millis() + pause.toMillis())
                                .param("id", crawl.site())
                                .update());
    }

    /**
     * Ends the crawl, and forgets what the site no longer has.
     *
     * @return where the files of documents still are that are gone with it
     */
    List<UUID> finish(Crawl crawl) {
        return held(
                crawl,
                sql -> {
                    var files = JdbcFrontierStore.forgetUnlisted(sql, crawl, clock.millis());
                    end(sql, crawl, null);
                    return files;
                });
    }

    /** Ends the crawl with a reason; what earlier ones have brought stays. */
    void fail(Crawl crawl, DocumentItem.Failure reason) {
        held(
                crawl,
                sql -> {
                    end(sql, crawl, reason);
                    return true;
                });
    }

    private void end(JdbcClient sql, Crawl crawl, DocumentItem.@Nullable Failure reason) {
        sql.sql(
                        """
                        update site
                        set state = :state, error_code = :code, error_message = :message, crawled_at = :now,
                            updated_at = :now, runner_id = null, due_at = :now + every_hours * :hour
                        where id = :id""")
                .param("state", (reason == null ? SiteState.READY : SiteState.FAILED).code())
                .param("code", reason == null ? null : reason.code())
                .param("message", reason == null ? null : reason.message())
                .param("hour", HOUR)
                .param("now", clock.millis())
                .param("id", crawl.site())
                .update();
    }

    /** Whatever was being gone through is free: for a process that knows that it is alone. */
    void releaseAll() {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        update site set due_at = :now, runner_id = null
                                        where state = 'crawling' and runner_id is not null""")
                                .param("now", clock.millis())
                                .update());
    }

    /**
     * Does something to the crawl's site in a transaction, if it is still the runner's, and keeps
     * it for as long as before.
     *
     * @throws Lost if it is not
     */
    <T> T held(Crawl crawl, Function<JdbcClient, T> work) {
        return database.write(
                sql -> {
                    int held =
                            sql.sql(
                                            "update site set due_at = :until where id = :id and runner_id = :runner")
                                    .param("until", clock.millis() + LEASE.toMillis())
                                    .param("id", crawl.site())
                                    .param("runner", crawl.runner())
                                    .update();
                    if (held == 0) {
                        throw new Lost();
                    }
                    return work.apply(sql);
                });
    }
}
