package app.parley.account;

import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Which accounts are gone: ids, and no names. */
@Component
class JdbcErasureStore {
    private final Database database;

    JdbcErasureStore(Database database) {
        this.database = database;
    }

    record Row(UUID id, UUID account) {}

    void add(UUID id, UUID account, Instant at) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into erasure (id, account_id, erased_at)
                                        values (:id, :account, :at)""")
                                .param("id", id)
                                .param("account", account)
                                .param("at", at.toEpochMilli())
                                .update());
    }

    /** Those that were erased before and are still to be looked after, the oldest first. */
    List<Row> unswept(Instant erasedBefore, int limit) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select id, account_id from erasure
                                        where swept_at is null and erased_at < :before
                                        order by erased_at limit :limit""")
                                .param("before", erasedBefore.toEpochMilli())
                                .param("limit", limit)
                                .query(
                                        (row, _) ->
                                                new Row(
                                                        Columns.uuid(row, "id"),
                                                        Columns.uuid(row, "account_id")))
                                .list());
    }

    void swept(UUID id, Instant at) {
        database.change(
                sql ->
                        sql.sql("update erasure set swept_at = :at where id = :id")
                                .param("at", at.toEpochMilli())
                                .param("id", id)
                                .update());
    }
}
