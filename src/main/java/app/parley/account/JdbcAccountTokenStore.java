package app.parley.account;

import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The links that were sent to people. A row stays after its use until it no longer counts against
 * the number of letters that an account may ask for.
 */
@Component
class JdbcAccountTokenStore {
    private final Database database;

    JdbcAccountTokenStore(Database database) {
        this.database = database;
    }

    /** What a link is for. */
    enum Purpose {
        VERIFY_EMAIL,
        NEW_EMAIL,
        RESET_PASSWORD,
        /** No link, but a letter that a stranger can cause: it counts all the same. */
        NOTICE;

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A link that was good.
     *
     * @param address where it was sent
     * @param sessionId of whoever asked for it, if somebody was signed in
     */
    record Redeemed(UUID accountId, @Nullable String address, @Nullable UUID sessionId) {}

    /**
     * How many letters an account may ask for.
     *
     * @param within so long
     */
    record Allowance(int most, Duration within) {}

    /**
     * Writes a link down, and makes earlier ones for the same purpose void.
     *
     * @return false if too many were asked for lately; then nothing has changed
     */
    boolean issue(
            UUID accountId,
            Purpose purpose,
            SecretToken token,
            @Nullable String address,
            @Nullable UUID sessionId,
            Instant now,
            Instant expiresAt,
            Allowance allowance) {
        return database.write(
                sql -> {
                    // Whoever counts must be alone with the account.
                    sql.sql(
                                    "select id from account where id = :id "
                                            + database.dialect().forUpdate())
                            .param("id", accountId)
                            .query((row, _) -> row.getString("id"))
                            .optional();
                    long lately =
                            sql.sql(
                                            """
                                            select count(*) from account_token
                                            where account_id = :account and purpose = :purpose and created_at > :since""")
                                    .param("account", accountId)
                                    .param("purpose", purpose.code())
                                    .param("since", now.minus(allowance.within()).toEpochMilli())
                                    .query(Long.class)
                                    .single();
                    if (lately >= allowance.most()) {
                        return false;
                    }
                    voidAll(accountId, purpose, now);
                    sql.sql(
                                    """
                                    insert into account_token (id, account_id, purpose, token_hash,
                                        address, session_id, created_at, expires_at)
                                    values (:id, :account, :purpose, :hash, :address, :session, :now, :expires)""")
                            .param("id", Ids.newId())
                            .param("account", accountId)
                            .param("purpose", purpose.code())
                            .param("hash", token.hash())
                            .param("address", address)
                            .param("session", sessionId)
                            .param("now", now.toEpochMilli())
                            .param("expires", expiresAt.toEpochMilli())
                            .update();
                    return true;
                });
    }

    /** Whose good link this is; it stays good. */
    Optional<UUID> holder(String presented, Purpose purpose, Instant now) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select account_id from account_token
                                        where token_hash = :hash and purpose = :purpose
                                            and used_at is null and expires_at > :now""")
                                .param("hash", SecretToken.hashOf(presented))
                                .param("purpose", purpose.code())
                                .param("now", now.toEpochMilli())
                                .query((row, _) -> UUID.fromString(row.getString("account_id")))
                                .optional());
    }

    /** Uses a link up, if it is good; of all who come with it, however many at once, one does. */
    Optional<Redeemed> redeem(String presented, Purpose purpose, Instant now) {
        return database.write(
                sql -> {
                    var hash = SecretToken.hashOf(presented);
                    boolean good =
                            sql.sql(
                                                    """
                                                    update account_token set used_at = :now
                                                    where token_hash = :hash and purpose = :purpose
                                                        and used_at is null and expires_at > :now""")
                                            .param("hash", hash)
                                            .param("purpose", purpose.code())
                                            .param("now", now.toEpochMilli())
                                            .update()
                                    == 1;
                    return good
                            ? sql.sql(
                                            """
                                            select account_id, address, session_id from account_token
                                            where token_hash = :hash""")
                                    .param("hash", hash)
                                    .query((row, _) -> redeemed(row))
                                    .optional()
                            : Optional.empty();
                });
    }

    private static Redeemed redeemed(ResultSet row) throws SQLException {
        var session = row.getString("session_id");
        return new Redeemed(
                UUID.fromString(row.getString("account_id")),
                row.getString("address"),
                session == null ? null : UUID.fromString(session));
    }

    /** Where the last link to confirm an address went, or would have gone. */
    Optional<String> latestAddress(UUID accountId) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select address from account_token
                                        where account_id = :account and address is not null
                                            and purpose in ('verify-email', 'new-email')
                                        order by created_at desc, id desc limit 1""")
                                .param("account", accountId)
                                .query(String.class)
                                .optional());
    }

    /** Makes the account's open links for a purpose void. */
    void voidAll(UUID accountId, Purpose purpose, Instant now) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        update account_token set used_at = :now
                                        where account_id = :account and purpose = :purpose and used_at is null""")
                                .param("now", now.toEpochMilli())
                                .param("account", accountId)
                                .param("purpose", purpose.code())
                                .update());
    }

    void forgetBefore(Instant moment) {
        database.change(
                sql ->
                        sql.sql("delete from account_token where expires_at < :moment")
                                .param("moment", moment.toEpochMilli())
                                .update());
    }
}
