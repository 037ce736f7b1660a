package app.parley.platform.audit;

import app.parley.platform.command.Offline;
import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rows of the log, its head, and the checkpoints that shortening it leaves. */
@Component
@Offline
class JdbcAuditStore {
    private static final String COLUMNS =
            """
             number, at, action, actor_id, address, subject_type, subject_id, details, changes, hash
            """;

    private final Database database;

    JdbcAuditStore(Database database) {
        this.database = database;
    }

    /** The end of the chain. */
    record Head(long number, String hash, @Nullable String seal) {}

    /**
     * Where the log begins since it was shortened.
     *
     * @param number the last entry that is gone
     */
    record Checkpoint(long number, String hash, String seal, Instant at) {}

    /** The end of the chain, and the highest number that there is. */
    record Extent(Head head, long highest) {}

    /**
     * Appends an entry. Whoever appends holds the head until the transaction ends, on whichever
     * replica: there is one order.
     *
     * @param seal makes the new head's seal
     */
    void append(Function<Head, AuditRow> next, Function<AuditRow, String> seal) {
        database.change(
                sql -> {
                    var head =
                            sql.sql(
                                            "select number, hash, seal from audit_head where id = 1 "
                                                    + database.dialect().forUpdate())
                                    .query((row, n) -> head(row))
                                    .single();
                    var entry = next.apply(head);
                    var subject = entry.subject();
                    sql.sql(
                                    """
                                    insert into audit_entry (number, at, action, actor_id, address,
                                        subject_type, subject_id, details, changes, hash)
                                    values (:number, :at, :action, :actorId, :address, :subjectType,
                                        :subjectId, :details, :changes, :hash)
                                    """)
                            .param("number", entry.number())
                            .param("at", entry.at().toEpochMilli())
                            .param("action", entry.action())
                            .param("actorId", entry.actorId())
                            .param("address", entry.address())
                            .param("subjectType", subject == null ? null : subject.type())
                            .param("subjectId", subject == null ? null : subject.id())
                            .param("details", entry.details())
                            .param("changes", entry.changes())
                            .param("hash", entry.hash())
                            .update();
                    sql.sql(
                                    """
                                    update audit_head set number = :number, hash = :hash, seal = :seal
                                    where id = 1
                                    """)
                            .param("number", entry.number())
                            .param("hash", entry.hash())
                            .param("seal", seal.apply(entry))
                            .update();
                });
    }

    /** All in one statement, so that nothing is appended between its parts. */
    Extent extent() {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select h.number, h.hash, h.seal,
                                            (select coalesce(max(number), 0) from audit_entry) as highest
                                        from audit_head h where h.id = 1
                                        """)
                                .query((row, n) -> new Extent(head(row), row.getLong("highest")))
                                .single());
    }

    Optional<Checkpoint> checkpoint() {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select number, hash, seal, at from audit_checkpoint
                                        order by number desc limit 1
                                        """)
                                .query(
                                        (row, n) ->
                                                new Checkpoint(
                                                        row.getLong("number"),
                                                        row.getString("hash"),
                                                        row.getString("seal"),
                                                        Instant.ofEpochMilli(row.getLong("at"))))
                                .optional());
    }

    /** The entries after a number, in the order of the chain. */
    List<AuditRow> after(long number, int limit) {
        return database.read(
                sql ->
                        sql.sql(
                                        "select"
                                                + COLUMNS
                                                + "from audit_entry where number > :number order by number limit :limit")
                                .param("number", number)
                                .param("limit", limit)
                                .query((row, n) -> read(row))
                                .list());
    }

    /** The newest first. */
    List<AuditRow> find(AuditFilter filter, @Nullable Long before, int limit) {
        var where = new StringBuilder("1 = 1");
        Map<String, Object> values = new HashMap<>();
        add(where, values, "number < :before", "before", before);
        var action = filter.action();
        if (action != null && action.endsWith(".")) {
            // All actions on one kind of thing; up to what follows the dot in ASCII.
            add(where, values, "action >= :action", "action", action);
            add(
                    where,
                    values,
                    "action < :end",
                    "end",
                    action.substring(0, action.length() - 1) + "/");
        } else {
            add(where, values, "action = :action", "action", action);
        }
        add(where, values, "actor_id = :actor", "actor", filter.actor());
        add(where, values, "subject_id = :subject", "subject", filter.subject());
        add(where, values, "at >= :since", "since", millis(filter.from()));
        add(where, values, "at < :until", "until", millis(filter.to()));
        values.put("limit", limit);
        return database.read(
                sql ->
                        sql.sql(
                                        "select"
                                                + COLUMNS
                                                + "from audit_entry where "
                                                + where
                                                + " order by number desc limit :limit")
                                .params(values)
                                .query((row, n) -> read(row))
                                .list());
    }

    /** The last of the entries that are all older than this; empty if the first is not. */
    Optional<AuditRow> lastBefore(Instant moment) {
        return database.read(
                sql ->
                        sql.sql(
                                        "select"
                                                + COLUMNS
                                                + """
                                                from audit_entry
                                                where number < (select coalesce(min(number), (select number + 1 from audit_head))
                                                    from audit_entry where at >= :moment)
                                                order by number desc limit 1
                                                """)
                                .param("moment", moment.toEpochMilli())
                                .query((row, n) -> read(row))
                                .optional());
    }

    /** Takes away the beginning of the log, up to a checkpoint. */
    int shorten(Checkpoint checkpoint) {
        return database.write(
                sql -> {
                    sql.sql(
                                    """
                                    insert into audit_checkpoint (number, hash, seal, at)
                                    values (:number, :hash, :seal, :at)
                                    """)
                            .param("number", checkpoint.number())
                            .param("hash", checkpoint.hash())
                            .param("seal", checkpoint.seal())
                            .param("at", checkpoint.at().toEpochMilli())
                            .update();
                    return sql.sql("delete from audit_entry where number <= :number")
                            .param("number", checkpoint.number())
                            .update();
                });
    }

    private static @Nullable Long millis(@Nullable Instant moment) {
        return moment == null ? null : moment.toEpochMilli();
    }

    private static void add(
            StringBuilder where,
            Map<String, Object> values,
            String condition,
            String name,
            @Nullable Object value) {
        if (value != null) {
            where.append(" and ").append(condition);
            values.put(name, value);
        }
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(row.getLong("number"), row.getString("hash"), row.getString("seal"));
    }

    private static AuditRow read(ResultSet row) throws SQLException {
        var actor = row.getString("actor_id");
        var subjectType = row.getString("subject_type");
        return new AuditRow(
                row.getLong("number"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("action"),
                actor == null ? null : UUID.fromString(actor),
                row.getString("address"),
                subjectType == null
                        ? null
                        : new AuditEntry.Subject(subjectType, row.getString("subject_id")),
                row.getString("details"),
                row.getString("changes"),
                row.getString("hash"));
    }
}
