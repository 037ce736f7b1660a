package app.parley.account.export;

import app.parley.platform.blob.BlobReferences;
import app.parley.platform.blob.BlobStore.Blob;
import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Exports as rows: whoever takes one has it for a while, and keeps it by saying so. */
@Component
class JdbcExportStore implements BlobReferences {
    private static final String COLUMNS = "id, state, blob_id, size, created_at, expires_at";

    private final Database database;

    JdbcExportStore(Database database) {
        this.database = database;
    }

    /**
     * An export that somebody makes.
     *
     * @param attempt how often it was taken, this time included
     */
    record Job(UUID id, UUID account, UUID runner, int attempt) {}

    /**
     * @return false if one is being made for this person already
     */
    boolean add(UUID account, UUID id, Instant now, Instant expires) {
        return database.write(
                        sql ->
                                sql.sql(
                                                """
                                                insert into data_export
                                                    (id, account_id, state, due_at, created_at, expires_at)
                                                values (:id, :account, 'running', :now, :now, :expires)
                                                on conflict do nothing""")
                                        .param("id", id)
                                        .param("account", account)
                                        .param("now", now.toEpochMilli())
                                        .param("expires", expires.toEpochMilli())
                                        .update())
                == 1;
    }

    /** The newest first. */
    List<ExportRow> of(UUID account) {
        return database.read(
                sql ->
                        sql.sql(
                                        "select "
                                                + COLUMNS
                                                + " from data_export where account_id = :account order by id desc")
                                .param("account", account)
                                .query((row, _) -> read(row))
                                .list());
    }

    Optional<ExportRow> find(UUID account, UUID id) {
        return database.read(
                sql ->
                        sql.sql(
                                        "select "
                                                + COLUMNS
                                                + " from data_export where account_id = :account and id = :id")
                                .param("account", account)
                                .param("id", id)
                                .query((row, _) -> read(row))
                                .optional());
    }

    /**
     * Takes the one that has waited longest.
     *
     * @param runner new for each taking, so that an earlier one is told from this
     * @param until when others may take it, if nothing is heard of this one
     */
    Optional<Job> take(UUID runner, Instant now, Instant until) {
        return database.write(
                sql -> {
                    var next =
                            sql.sql(
                                            """
                                            select id from data_export
                                            where state = 'running' and due_at <= :now
                                            order by due_at, id limit 1""")
                                    .param("now", now.toEpochMilli())
                                    .query((row, _) -> Columns.uuid(row, "id"))
                                    .optional();
                    boolean mine =
                            next.isPresent()
                                    && sql.sql(
                                                            """
                                                            update data_export set runner_id = :runner,
                                                                due_at = :until, attempts = attempts + 1
                                                            where id = :id and state = 'running'
                                                                and due_at <= :now""")
                                                    .param("runner", runner)
                                                    .param("until", until.toEpochMilli())
                                                    .param("id", next.get())
                                                    .param("now", now.toEpochMilli())
                                                    .update()
                                            == 1;
                    return mine
                            ? sql.sql("select account_id, attempts from data_export where id = :id")
                                    .param("id", next.get())
                                    .query(
                                            (row, _) ->
                                                    new Job(
                                                            next.get(),
                                                            Columns.uuid(row, "account_id"),
                                                            runner,
                                                            row.getInt("attempts")))
                                    .optional()
                            : Optional.empty();
                });
    }

    /**
     * @return false if it is another's meanwhile, or gone with its account
     */
    boolean keep(Job job, Instant until) {
        return database.write(
                        sql ->
                                sql.sql(
                                                """
                                                update data_export set due_at = :until
                                                where id = :id and runner_id = :runner and state = 'running'""")
                                        .param("until", until.toEpochMilli())
                                        .param("id", job.id())
                                        .param("runner", job.runner())
                                        .update())
                == 1;
    }

    /**
     * @return false if it is another's meanwhile, or gone with its account
     */
    boolean ready(Job job, Blob archive, Instant expires) {
        return database.write(
                        sql ->
                                sql.sql(
                                                """
                                                update data_export set state = 'ready', blob_id = :blob,
                                                    size = :size, expires_at = :expires
                                                where id = :id and runner_id = :runner and state = 'running'""")
                                        .param("blob", archive.id())
                                        .param("size", archive.size())
                                        .param("expires", expires.toEpochMilli())
                                        .param("id", job.id())
                                        .param("runner", job.runner())
                                        .update())
                == 1;
    }

    void failed(Job job) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        update data_export set state = 'failed'
                                        where id = :id and runner_id = :runner and state = 'running'""")
                                .param("id", job.id())
                                .param("runner", job.runner())
                                .update());
    }

    /**
     * Deletes those that have expired.
     *
     * @return their archives
     */
    List<UUID> removeExpired(Instant now) {
        return remove("expires_at <= :key and state <> 'running'", now.toEpochMilli());
    }

    /** Deletes what this one takes the place of, and says where those archives are. */
    List<UUID> removeBefore(Job job) {
        return database.write(
                sql -> {
                    var blobs =
                            sql.sql(
                                            """
                                            select blob_id from data_export
                                            where account_id = :account and id < :id and blob_id is not null""")
                                    .param("account", job.account())
                                    .param("id", job.id())
                                    .query((row, _) -> Columns.uuid(row, "blob_id"))
                                    .list();
                    sql.sql("delete from data_export where account_id = :account and id < :id")
                            .param("account", job.account())
                            .param("id", job.id())
                            .update();
                    return blobs;
                });
    }

    /** Deletes all of somebody, and says where their archives are. */
    List<UUID> removeAll(UUID account) {
        return remove("account_id = :key", account);
    }

    private List<UUID> remove(String condition, Object key) {
        return database.write(
                sql -> {
                    var blobs =
                            sql.sql(
                                            "select blob_id from data_export where blob_id is not null and "
                                                    + condition)
                                    .param("key", key)
                                    .query((row, _) -> Columns.uuid(row, "blob_id"))
                                    .list();
                    sql.sql("delete from data_export where " + condition)
                            .param("key", key)
                            .update();
                    return blobs;
                });
    }

    @Override
    public Set<UUID> referred(Collection<UUID> blobs) {
        return database.read(
                sql ->
                        new HashSet<>(
                                sql.sql("select blob_id from data_export where blob_id in (:blobs)")
                                        .param("blobs", blobs)
                                        .query((row, _) -> Columns.uuid(row, "blob_id"))
                                        .list()));
    }

    private static ExportRow read(ResultSet row) throws SQLException {
        return new ExportRow(
                Columns.uuid(row, "id"),
                ExportRow.State.of(row.getString("state")),
                Columns.nullableUuid(row, "blob_id"),
                row.getLong("size"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "expires_at"));
    }
}
