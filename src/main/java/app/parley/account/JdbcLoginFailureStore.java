package app.parley.account;

import app.parley.platform.db.Database;
import app.parley.platform.db.Dialect;
import app.parley.platform.id.Ids;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Failed sign-ins, as rows: neither a restart nor a second replica forgets them. */
@Component
class JdbcLoginFailureStore {
    private final Database database;

    JdbcLoginFailureStore(Database database) {
        this.database = database;
    }

    /** Whether an attempt may be made. */
    sealed interface Admission {
        /** It may; it counts as failed until it is {@linkplain #succeeded withdrawn}. */
        record Granted(UUID attempt) implements Admission {}

        /** It may not before the oldest failure that counts is old enough. */
        record Denied(Instant oldestFailure) implements Admission {}
    }

    /**
     * Counts an attempt as failed before it is made, so that attempts in parallel, on whatever
     * replica, cannot exceed the limit together.
     */
    Admission begin(String accountKey, int limit, Instant since, Instant now) {
        return database.write(
                sql -> {
                    lock(sql, accountKey);
                    var full = nthLatest(sql, accountKey, since, limit);
                    if (full.isPresent()) {
                        return new Admission.Denied(full.get());
                    }
                    var attempt = Ids.newId();
                    sql.sql(
                                    """
                                    insert into login_failure (id, account_key, failed_at)
                                    values (:id, :accountKey, :at)
                                    """)
                            .param("id", attempt)
                            .param("accountKey", accountKey)
                            .param("at", now.toEpochMilli())
                            .update();
                    return new Admission.Granted(attempt);
                });
    }

    void succeeded(UUID attempt) {
        database.change(
                sql ->
                        sql.sql("delete from login_failure where id = :id")
                                .param("id", attempt)
                                .update());
    }

    void forget(String accountKey) {
        database.change(
                sql ->
                        sql.sql("delete from login_failure where account_key = :key")
                                .param("key", accountKey)
                                .update());
    }

    void forgetBefore(Instant moment) {
        database.change(
                sql ->
                        sql.sql("delete from login_failure where failed_at <= :moment")
                                .param("moment", moment.toEpochMilli())
                                .update());
    }

    private void lock(JdbcClient sql, String accountKey) {
        if (database.dialect() == Dialect.POSTGRESQL) {
            sql.sql("select 1 from (select pg_advisory_xact_lock(:lock)) locked")
                    .param("lock", 0x6c6f67696eL << 32 ^ accountKey.hashCode())
                    .query(Integer.class)
                    .single();
        }
    }

    private static Optional<Instant> nthLatest(
            JdbcClient sql, String accountKey, Instant since, int n) {
        return sql.sql(
                        """
                        select failed_at from login_failure where account_key = :accountKey
                            and failed_at > :since
                        order by failed_at desc limit 1 offset :offset
                        """)
                .param("accountKey", accountKey)
                .param("since", since.toEpochMilli())
                .param("offset", n - 1)
                .query(Long.class)
                .optional()
                .map(Instant::ofEpochMilli);
    }
}
