package app.parley.account.factor;

import app.parley.platform.command.Offline;
import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The secrets that apps make codes of, and the recovery codes. */
@Component
@Offline
class JdbcFactorStore {
    private final Database database;

    JdbcFactorStore(Database database) {
        this.database = database;
    }

    /**
     * @param secret sealed; null as long as none counts
     * @param lastStep the time step of the last code that was taken
     * @param offeredSecret sealed; counts from its first code on
     */
    record TotpRow(
            @Nullable String secret,
            @Nullable Instant enabledAt,
            long lastStep,
            @Nullable String offeredSecret,
            @Nullable Instant offeredAt) {}

    /** How many recovery codes are left, and since when there have been any. */
    record CodesLeft(int left, @Nullable Instant since) {}

    Optional<TotpRow> totp(UUID accountId) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select sealed_secret, enabled_at, last_step, sealed_offered_secret,
                                            offered_at
                                        from totp where account_id = :accountId
                                        """)
                                .param("accountId", accountId)
                                .query((row, number) -> totp(row))
                                .optional());
    }

    void offer(UUID accountId, String sealedSecret, Instant at) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into totp (account_id, sealed_offered_secret, offered_at)
                                        values (:accountId, :secret, :at)
                                        on conflict (account_id) do update
                                            set sealed_offered_secret = excluded.sealed_offered_secret,
                                                offered_at = excluded.offered_at
                                        """)
                                .param("accountId", accountId)
                                .param("secret", sealedSecret)
                                .param("at", at.toEpochMilli())
                                .update());
    }

    /**
     * Lets the offered secret count from now on, and these recovery codes alone.
     *
     * @param sealedSecret the one that a code was typed of; nothing happens if it is not the
     *     offered one any more
     */
    boolean enable(UUID accountId, String sealedSecret, long step, List<byte[]> codes, Instant at) {
        return database.write(
                sql -> {
                    int enabled =
                            sql.sql(
                                            """
                                            update totp set sealed_secret = sealed_offered_secret,
                                                enabled_at = :at, last_step = :step,
                                                sealed_offered_secret = null, offered_at = null
                                            where account_id = :accountId
                                                and sealed_offered_secret = :secret
                                            """)
                                    .param("accountId", accountId)
                                    .param("secret", sealedSecret)
                                    .param("step", step)
                                    .param("at", at.toEpochMilli())
                                    .update();
                    if (enabled == 1) {
                        replaceCodes(sql, accountId, codes, at);
                    }
                    return enabled == 1;
                });
    }

    /**
     * Uses up the codes of a step, and of those before it.
     *
     * @return false if that has been done already
     */
    boolean useStep(UUID accountId, long step) {
        return database.write(
                sql ->
                        sql.sql(
                                                """
                                                update totp set last_step = :step
                                                where account_id = :accountId
                                                    and enabled_at is not null
                                                    and last_step < :step
                                                """)
                                        .param("accountId", accountId)
                                        .param("step", step)
                                        .update()
                                == 1);
    }

    /**
     * @return false if there was none that counted
     */
    boolean removeTotp(UUID accountId) {
        return database.write(
                sql ->
                        sql.sql(
                                        """
                                        delete from totp where account_id = :accountId
                                        returning enabled_at is not null as counted
                                        """)
                                .param("accountId", accountId)
                                .query((row, number) -> row.getBoolean("counted"))
                                .optional()
                                .orElse(false));
    }

    /** Replaces all codes by these. */
    void replaceCodes(UUID accountId, List<byte[]> hashes, Instant at) {
        database.change(sql -> replaceCodes(sql, accountId, hashes, at));
    }

    CodesLeft codes(UUID accountId) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select count(*) - count(used_at) as unused,
                                            min(created_at) as since
                                        from recovery_code where account_id = :accountId
                                        """)
                                .param("accountId", accountId)
                                .query(
                                        (row, number) ->
                                                new CodesLeft(
                                                        row.getInt("unused"),
                                                        instant(row, "since")))
                                .single());
    }

    /**
     * @return false if there is no such code, or it has been used
     */
    boolean useCode(UUID accountId, byte[] hash, Instant at) {
        return database.write(
                sql ->
                        sql.sql(
                                                """
                                                update recovery_code set used_at = :at
                                                where account_id = :accountId and code_hash = :hash
                                                    and used_at is null
                                                """)
                                        .param("accountId", accountId)
                                        .param("hash", hash)
                                        .param("at", at.toEpochMilli())
                                        .update()
                                == 1);
    }

    private static void replaceCodes(
            JdbcClient sql, UUID accountId, List<byte[]> hashes, Instant at) {
        sql.sql("delete from recovery_code where account_id = :accountId")
                .param("accountId", accountId)
                .update();
        for (var hash : hashes) {
            sql.sql(
                            """
                            insert into recovery_code (account_id, code_hash, created_at)
                            values (:accountId, :hash, :at)
                            """)
                    .param("accountId", accountId)
                    .param("hash", hash)
                    .param("at", at.toEpochMilli())
                    .update();
        }
    }

    private static TotpRow totp(ResultSet row) throws SQLException {
        return new TotpRow(
                row.getString("sealed_secret"),
                instant(row, "enabled_at"),
                row.getLong("last_step"),
                row.getString("sealed_offered_secret"),
                instant(row, "offered_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
