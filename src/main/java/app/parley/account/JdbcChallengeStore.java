package app.parley.account;

import app.parley.platform.db.Database;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Sign-ins that wait for their second factor. Tries are rows: no restart and no replica resets
 * them.
 */
@Component
class JdbcChallengeStore {
    private final Database database;

    JdbcChallengeStore(Database database) {
        this.database = database;
    }

    void add(byte[] tokenHash, UUID accountId, Instant now, Instant expires) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into sign_in_challenge (token_hash, account_id,
                                            created_at, expires_at)
                                        values (:hash, :accountId, :now, :expires)
                                        """)
                                .param("hash", tokenHash)
                                .param("accountId", accountId)
                                .param("now", now.toEpochMilli())
                                .param("expires", expires.toEpochMilli())
                                .update());
    }

    /** Whose sign-in it is, if the challenge still is one; takes no try. */
    Optional<UUID> accountOf(byte[] tokenHash, Instant now, int mostTries) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select account_id from sign_in_challenge
                                        where token_hash = :hash and ended_at is null
                                            and expires_at > :now and tries < :most
                                        """)
                                .param("hash", tokenHash)
                                .param("now", now.toEpochMilli())
                                .param("most", mostTries)
                                .query((row, number) -> UUID.fromString(row.getString(1)))
                                .optional());
    }

    /**
     * Takes one of the tries, before the code is looked at.
     *
     * @return whose sign-in it is; empty if the challenge is over, or has no try left
     */
    Optional<UUID> take(byte[] tokenHash, Instant now, int mostTries) {
        return database.write(
                sql ->
                        sql.sql(
                                        """
                                        update sign_in_challenge set tries = tries + 1
                                        where token_hash = :hash and ended_at is null
                                            and expires_at > :now and tries < :most
                                        returning account_id
                                        """)
                                .param("hash", tokenHash)
                                .param("now", now.toEpochMilli())
                                .param("most", mostTries)
                                .query((row, number) -> UUID.fromString(row.getString(1)))
                                .optional());
    }

    /**
     * @return false if it was over already
     */
    boolean end(byte[] tokenHash, Instant now) {
        return database.write(
                sql ->
                        sql.sql(
                                                """
                                                update sign_in_challenge set ended_at = :now
                                                where token_hash = :hash and ended_at is null
                                                """)
                                        .param("hash", tokenHash)
                                        .param("now", now.toEpochMilli())
                                        .update()
                                == 1);
    }

    /** Nobody's password that was good before they changed it leads anywhere. */
    void endAll(UUID accountId, Instant now) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        update sign_in_challenge set ended_at = :now
                                        where account_id = :accountId and ended_at is null
                                        """)
                                .param("accountId", accountId)
                                .param("now", now.toEpochMilli())
                                .update());
    }

    void forgetBefore(Instant moment) {
        database.change(
                sql ->
                        sql.sql("delete from sign_in_challenge where expires_at < :moment")
                                .param("moment", moment.toEpochMilli())
                                .update());
    }
}
