package app.parley.notify.mail;

import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Letters on their way, as rows. Whoever takes one has it for a while; replicas share the queue.
 */
@Component
class JdbcMailQueue {
    private final Database database;

    JdbcMailQueue(Database database) {
        this.database = database;
    }

    /**
     * A letter that somebody delivers.
     *
     * @param account whose it is; null: nobody's yet, or no longer
     * @param runner who has it
     * @param sealed the letter
     * @param attempt how often it was taken, this time included
     */
    record Job(
            UUID id,
            @Nullable UUID account,
            UUID runner,
            String sealed,
            int attempt,
            Instant createdAt,
            Instant expiresAt) {}

    /**
     * @param waiting letters that will be tried again
     * @param failed letters of the last days that were given up
     * @param lastFailure what the server said last; null where nothing fails
     */
    record Counts(long waiting, long failed, @Nullable String lastFailure) {}

    void add(UUID id, @Nullable UUID accountId, String sealed, Instant now, Instant expiresAt) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into mail_message
                                            (id, account_id, sealed, due_at, expires_at, created_at)
                                        values (:id, :account, :sealed, :now, :expires, :now)""")
                                .param("id", id)
                                .param("account", accountId)
                                .param("sealed", sealed)
                                .param("now", now.toEpochMilli())
                                .param("expires", expiresAt.toEpochMilli())
                                .update());
    }

    /**
     * Takes the letter that has waited longest.
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
                                            select id from mail_message
                                            where sealed is not null and due_at <= :now
                                            order by due_at, id limit 1""")
                                    .param("now", now.toEpochMilli())
                                    .query((row, _) -> UUID.fromString(row.getString("id")))
                                    .optional();
                    boolean mine =
                            next.isPresent()
                                    && sql.sql(
                                                            """
                                                            update mail_message set runner_id = :runner,
                                                                due_at = :until, attempts = attempts + 1
                                                            where id = :id and sealed is not null
                                                                and due_at <= :now""")
                                                    .param("runner", runner)
                                                    .param("until", until.toEpochMilli())
                                                    .param("id", next.get())
                                                    .param("now", now.toEpochMilli())
                                                    .update()
                                            == 1;
                    return mine
                            ? sql.sql("select * from mail_message where id = :id")
                                    .param("id", next.get())
                                    .query(
                                            (row, _) ->
                                                    new Job(
                                                            UUID.fromString(row.getString("id")),
                                                            Columns.nullableUuid(row, "account_id"),
                                                            runner,
                                                            row.getString("sealed"),
                                                            row.getInt("attempts"),
                                                            Instant.ofEpochMilli(
                                                                    row.getLong("created_at")),
                                                            Instant.ofEpochMilli(
                                                                    row.getLong("expires_at"))))
                                    .optional()
                            : Optional.empty();
                });
    }

    void delivered(Job job) {
        database.change(
                sql ->
                        sql.sql("delete from mail_message where id = :id and runner_id = :runner")
                                .param("id", job.id())
                                .param("runner", job.runner())
                                .update());
    }

    void postpone(Job job, Instant dueAt, String failure) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        update mail_message set due_at = :due, runner_id = null, failure = :failure
                                        where id = :id and runner_id = :runner""")
                                .param("due", dueAt.toEpochMilli())
                                .param("failure", failure)
                                .param("id", job.id())
                                .param("runner", job.runner())
                                .update());
    }

    /** Keeps that there was a letter, and not what it said. */
    void giveUp(Job job, Instant now, String failure) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        update mail_message set sealed = null, due_at = :now, failure = :failure
                                        where id = :id and runner_id = :runner""")
                                .param("now", now.toEpochMilli())
                                .param("failure", failure)
                                .param("id", job.id())
                                .param("runner", job.runner())
                                .update());
    }

    Counts counts() {
        return database.read(
                sql ->
                        new Counts(
                                sql.sql(
                                                "select count(*) from mail_message where sealed is not null")
                                        .query(Long.class)
                                        .single(),
                                sql.sql("select count(*) from mail_message where sealed is null")
                                        .query(Long.class)
                                        .single(),
                                sql.sql(
                                                """
                                                select failure from mail_message where failure is not null
                                                order by due_at desc limit 1""")
                                        .query(String.class)
                                        .optional()
                                        .orElse(null)));
    }

    /** Takes back what waits for somebody. */
    void forgetAccount(UUID account) {
        database.change(
                sql ->
                        sql.sql("delete from mail_message where account_id = :account")
                                .param("account", account)
                                .update());
    }

    void forgetFailedBefore(Instant moment) {
        database.change(
                sql ->
                        sql.sql(
                                        "delete from mail_message where sealed is null and due_at < :moment")
                                .param("moment", moment.toEpochMilli())
                                .update());
    }
}
