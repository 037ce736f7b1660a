package app.parley.notify.webhook;

import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Webhooks, and what they have not been told yet. Replicas share the queue. */
@Component
class JdbcWebhookStore {
    /** How long a change by another process may go unnoticed. */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private final Database database;
    private final AtomicLong changes = new AtomicLong();
    private volatile @Nullable Listeners listeners;

    JdbcWebhookStore(Database database) {
        this.database = database;
    }

    /**
     * Something to tell, in one runner's hands.
     *
     * @param attempt how often it was taken, this time included
     */
    record Delivery(UUID id, UUID runner, WebhookRow webhook, String payload, int attempt) {}

    /** Those who listen, as they were before the so-many-th change and at this time. */
    private record Listeners(List<WebhookRow> webhooks, long changes, long readAt) {}

    /** {@link #all} for who asks often, since much happens that nobody listens to. */
    List<WebhookRow> listeners() {
        var known = listeners;
        long now = System.nanoTime();
        long latest = changes.get();
        if (known == null
                || known.changes() != latest
                || now - known.readAt() > REMEMBERED.toNanos()) {
            known = new Listeners(all(), latest, now);
            listeners = known;
        }
        return known.webhooks();
    }

    List<WebhookRow> all() {
        return database.read(
                sql ->
                        sql.sql("select * from webhook order by created_at, id")
                                .query((row, _) -> read(row, "id"))
                                .list());
    }

    Optional<WebhookRow> find(UUID id) {
        return database.read(
                sql ->
                        sql.sql("select * from webhook where id = :id")
                                .param("id", id)
                                .query((row, _) -> read(row, "id"))
                                .optional());
    }

    void add(WebhookRow webhook) {
        change(
                sql ->
                        sql.sql(
                                        """
                                        insert into webhook (id, url, events, enabled, created_at)
                                        values (:id, :url, :events, :enabled, :at)
                                        """)
                                .param("id", webhook.id())
                                .param("url", webhook.url())
                                .param("events", String.join(" ", webhook.events()))
                                .param("enabled", webhook.enabled() ? 1 : 0)
                                .param("at", webhook.createdAt().toEpochMilli())
                                .update());
    }

    /** A change is a new chance: what failed before counts no more. */
    void change(UUID id, String url, Set<String> events, boolean enabled) {
        change(
                sql ->
                        sql.sql(
                                        """
                                        update webhook set url = :url, events = :events,
                                            enabled = :enabled, failing_since = null
                                        where id = :id
                                        """)
                                .param("id", id)
                                .param("url", url)
                                .param("events", String.join(" ", events))
                                .param("enabled", enabled ? 1 : 0)
                                .update());
    }

    boolean remove(UUID id) {
        return change(sql -> sql.sql("delete from webhook where id = :id").param("id", id).update())
                == 1;
    }

    private int change(ToIntFunction<JdbcClient> work) {
        try {
            return database.write(work::applyAsInt);
        } finally {
            changes.incrementAndGet();
        }
    }

    void enqueue(UUID id, UUID webhook, String payload, Instant now) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into webhook_delivery
                                            (id, webhook_id, payload, due_at, created_at)
                                        values (:id, :webhook, :payload, :now, :now)
                                        """)
                                .param("id", id)
                                .param("webhook", webhook)
                                .param("payload", payload)
                                .param("now", now.toEpochMilli())
                                .update());
    }

    /**
     * Takes what has waited longest.
     *
     * @param runner new for each taking, so that an earlier one is told from this
     * @param until when others may take it, if nothing is heard of this one
     */
    Optional<Delivery> take(UUID runner, Instant now, Instant until) {
        return database.write(
                sql -> {
                    var next =
                            sql.sql(
                                            """
                                            select d.id from webhook_delivery d
                                            join webhook w on w.id = d.webhook_id
                                            where d.due_at <= :now and w.enabled = 1
                                            order by d.due_at, d.id limit 1
                                            """)
                                    .param("now", now.toEpochMilli())
                                    .query((row, _) -> UUID.fromString(row.getString("id")))
                                    .optional();
                    return next.filter(id -> claim(sql, id, runner, now, until))
                            .flatMap(id -> claimed(sql, id, runner));
                });
    }

    private static boolean claim(JdbcClient sql, UUID id, UUID runner, Instant now, Instant until) {
        return sql.sql(
                                """
                                update webhook_delivery set runner_id = :runner, due_at = :until,
                                    attempts = attempts + 1
                                where id = :id and due_at <= :now
                                """)
                        .param("id", id)
                        .param("runner", runner)
                        .param("now", now.toEpochMilli())
                        .param("until", until.toEpochMilli())
                        .update()
                == 1;
    }

    private static Optional<Delivery> claimed(JdbcClient sql, UUID id, UUID runner) {
        return sql.sql(
                        """
                        select w.*, d.id as delivery_id, d.payload, d.attempts
                        from webhook_delivery d join webhook w on w.id = d.webhook_id
                        where d.id = :id
                        """)
                .param("id", id)
                .query(
                        (row, _) ->
                                new Delivery(
                                        id,
                                        runner,
                                        read(row, "id"),
                                        row.getString("payload"),
                                        row.getInt("attempts")))
                .optional();
    }

    void delivered(Delivery delivery, int status, Instant at) {
        database.change(
                sql -> {
                    drop(sql, delivery);
                    sql.sql(
                                    """
                                    update webhook set last_status = :status, last_at = :at,
                                        failing_since = null
                                    where id = :id
                                    """)
                            .param("id", delivery.webhook().id())
                            .param("status", status)
                            .param("at", at.toEpochMilli())
                            .update();
                });
    }

    /**
     * @param again when to try again; null: never
     */
    void failed(Delivery delivery, @Nullable Integer status, Instant at, @Nullable Instant again) {
        database.change(
                sql -> {
                    if (again == null) {
                        drop(sql, delivery);
                    } else {
                        sql.sql(
                                        """
                                        update webhook_delivery set due_at = :due, runner_id = null
                                        where id = :id and runner_id = :runner
                                        """)
                                .param("id", delivery.id())
                                .param("runner", delivery.runner())
                                .param("due", again.toEpochMilli())
                                .update();
                    }
                    sql.sql(
                                    """
                                    update webhook set last_status = :status, last_at = :at,
                                        failing_since = coalesce(failing_since, :at)
                                    where id = :id
                                    """)
                            .param("id", delivery.webhook().id())
                            .param("status", status)
                            .param("at", at.toEpochMilli())
                            .update();
                });
    }

    /**
     * Tells it nothing more, neither what waits.
     *
     * @return false if it was off already
     */
    boolean disable(UUID id) {
        return database.write(
                sql -> {
                    sql.sql("delete from webhook_delivery where webhook_id = :id")
                            .param("id", id)
                            .update();
                    return sql.sql("update webhook set enabled = 0 where id = :id and enabled = 1")
                                    .param("id", id)
                                    .update()
                            == 1;
                });
    }

    /** Tells nobody any more what waits about somebody. */
    void forget(UUID person) {
        database.change(
                sql ->
                        sql.sql("delete from webhook_delivery where payload like :person")
                                .param("person", "%" + person + "%")
                                .update());
    }

    private static void drop(JdbcClient sql, Delivery delivery) {
        sql.sql("delete from webhook_delivery where id = :id and runner_id = :runner")
                .param("id", delivery.id())
                .param("runner", delivery.runner())
                .update();
    }

    private static WebhookRow read(ResultSet row, String id) throws SQLException {
        int status = row.getInt("last_status");
        var lastStatus = row.wasNull() ? null : status;
        return new WebhookRow(
                UUID.fromString(row.getString(id)),
                row.getString("url"),
                Set.of(row.getString("events").split(" ")),
                row.getInt("enabled") == 1,
                lastStatus,
                instant(row, "last_at"),
                instant(row, "failing_since"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
