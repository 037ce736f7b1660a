package app.parley.account;

import app.parley.platform.command.Offline;
import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sessions. */
@Component
@Offline
class JdbcSessionStore {
    private static final int LISTED = 200;
    private static final String COLUMNS =
            """
            id, account_id, token_hash, previous_token_hash, rotated_at, created_at, last_used_at,
            expires_at, ended_at, user_agent, ip_address
            """;

    private final Database database;

    JdbcSessionStore(Database database) {
        this.database = database;
    }

    /** What is done with a presented refresh token. */
    sealed interface Decision {
        /** It was the current one; this one takes its place. */
        record Rotate(byte[] successorHash, Instant at, Client client) implements Decision {}

        /** It was just replaced; its successor is given once more. */
        record Repeat() implements Decision {}

        /** It was replaced long ago: one of two holders is a thief. */
        record Revoke(Instant at) implements Decision {}

        /** It is not a token of a living session. */
        record Refuse() implements Decision {}
    }

    /** Whom a live session belongs to, and what they may do now. */
    record Holder(
            UUID sessionId,
            UUID accountId,
            String username,
            Role role,
            int authEpoch,
            boolean mustSetUpFactor) {}

    /**
     * @return what is in the way; {@link Standing#GOOD} if the session is there now
     */
    Standing add(SessionRow session) {
        return database.write(
                sql -> {
                    var standing = standing(sql, session.accountId());
                    if (standing == Standing.GOOD) {
                        insert(sql, session);
                    }
                    return standing;
                });
    }

    /** What the account was used with lately: of sessions that live, or ended not long ago. */
    List<String> userAgents(UUID accountId) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select distinct user_agent from session
                                        where account_id = :accountId""")
                                .param("accountId", accountId)
                                .query(String.class)
                                .list());
    }

    /** Read where it cannot change before the session is there: nobody slips in meanwhile. */
    private Standing standing(JdbcClient sql, UUID accountId) {
        return sql.sql(
                        """
                        select suspended_at is not null as suspended,
                            email_awaited_since is not null as awaits_email,
                            approval_awaited_since is not null as awaits_approval
                        from account where id = :id """
                                + database.dialect().forUpdate())
                .param("id", accountId)
                .query(
                        (row, _) -> {
                            if (row.getBoolean("suspended")) {
                                return Standing.SUSPENDED;
                            }
                            if (row.getBoolean("awaits_email")) {
                                return Standing.AWAITS_EMAIL;
                            }
                            return row.getBoolean("awaits_approval")
                                    ? Standing.AWAITS_APPROVAL
                                    : Standing.GOOD;
                        })
                .optional()
                .orElse(Standing.SUSPENDED);
    }

    private static void insert(JdbcClient sql, SessionRow session) {
        sql.sql(
                        """
                                        insert into session (id, account_id, token_hash, rotated_at,
                                            created_at, confirmed_at, last_used_at, expires_at,
                                            user_agent, ip_address)
                                        values (:id, :accountId, :tokenHash, :rotatedAt, :createdAt,
                                            :createdAt, :lastUsedAt, :expiresAt, :userAgent, :ipAddress)
                                        """)
                .param("id", session.id())
                .param("accountId", session.accountId())
                .param("tokenHash", session.tokenHash())
                .param("rotatedAt", session.rotatedAt().toEpochMilli())
                .param("createdAt", session.createdAt().toEpochMilli())
                .param("lastUsedAt", session.lastUsedAt().toEpochMilli())
                .param("expiresAt", session.expiresAt().toEpochMilli())
                .param("userAgent", session.client().userAgent())
                .param("ipAddress", session.client().ipAddress())
                .update();
    }

    /** A session as it was when a token of it was presented, and what was decided. */
    record Judged(SessionRow session, Decision decision) {}

    /**
     * Decides what a presented token is worth while nobody else can change its session.
     *
     * @return empty if there is no such session
     */
    Optional<Judged> present(UUID sessionId, Function<SessionRow, Decision> judge) {
        return database.write(
                sql -> {
                    var found = select(sql, sessionId, database.dialect().forUpdate());
                    return found.map(
                            session -> {
                                var decision = judge.apply(session);
                                apply(sql, session, decision);
                                return new Judged(session, decision);
                            });
                });
    }

    Optional<SessionRow> find(UUID sessionId) {
        return database.read(sql -> select(sql, sessionId, ""));
    }

    /** The holder of a session that lives at this moment. */
    Optional<Holder> holder(UUID sessionId, Instant now, Duration idle) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select s.id, s.account_id, a.username, a.role, a.auth_epoch,
                                            exists (select 1 from totp t
                                                where t.account_id = a.id
                                                    and t.enabled_at is not null)
                                                or exists (select 1 from passkey p
                                                    where p.account_id = a.id) as has_factor,
                                            (select value from setting
                                                where name = :rolesSetting) as factor_roles
                                        from session s join account a on a.id = s.account_id
                                        where s.id = :id and s.ended_at is null
                                            and s.expires_at > :now and s.last_used_at > :idleSince
                                            and a.suspended_at is null
                                        """)
                                .param("id", sessionId)
                                .param("now", now.toEpochMilli())
                                .param("idleSince", now.minus(idle).toEpochMilli())
                                .param("rolesSetting", SecondFactorPolicy.SETTING)
                                .query((row, number) -> holder(row))
                                .optional());
    }

    /** When the person at a session that has not ended last proved that it is they. */
    Optional<Instant> confirmedAt(UUID sessionId) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select confirmed_at from session
                                        where id = :id and ended_at is null
                                            and confirmed_at is not null
                                        """)
                                .param("id", sessionId)
                                .query(Long.class)
                                .optional()
                                .map(Instant::ofEpochMilli));
    }

    void confirm(UUID sessionId, Instant at) {
        database.change(
                sql ->
                        sql.sql("update session set confirmed_at = :at where id = :id")
                                .param("id", sessionId)
                                .param("at", at.toEpochMilli())
                                .update());
    }

    /** The account's living sessions, the last used first. */
    List<SessionRow> live(UUID accountId, Instant now, Duration idle) {
        return database.read(
                sql ->
                        sql.sql(
                                        "select "
                                                + COLUMNS
                                                + """
                                                from session
                                                where account_id = :accountId and ended_at is null
                                                    and expires_at > :now
                                                    and last_used_at > :idleSince
                                                order by last_used_at desc, id desc
                                                limit :limit
                                                """)
                                .param("accountId", accountId)
                                .param("now", now.toEpochMilli())
                                .param("idleSince", now.minus(idle).toEpochMilli())
                                .param("limit", LISTED)
                                .query((row, number) -> read(row))
                                .list());
    }

    /**
     * Ends one session of the account.
     *
     * @return false if the account has no such session, or it has ended already
     */
    boolean end(UUID accountId, UUID sessionId, Instant at, EndReason reason) {
        return database.write(
                sql ->
                        sql.sql(
                                                """
                                                update session set ended_at = :at,
                                                    end_reason = :reason
                                                where account_id = :accountId and id = :id
                                                    and ended_at is null
                                                """)
                                        .param("accountId", accountId)
                                        .param("id", sessionId)
                                        .param("at", at.toEpochMilli())
                                        .param("reason", reason.code())
                                        .update()
                                == 1);
    }

    /**
     * Ends all sessions of the account.
     *
     * @param except a session to spare
     * @return those that were ended
     */
    List<UUID> endAll(UUID accountId, @Nullable UUID except, Instant at, EndReason reason) {
        return database.write(
                sql ->
                        sql.sql(
                                        """
                                        update session set ended_at = :at, end_reason = :reason
                                        where account_id = :accountId and ended_at is null
                                            and id <> :except
                                        returning id
                                        """)
                                .param("accountId", accountId)
                                .param("except", except == null ? new UUID(0, 0) : except)
                                .param("at", at.toEpochMilli())
                                .param("reason", reason.code())
                                .query((row, number) -> UUID.fromString(row.getString("id")))
                                .list());
    }

    /** Forgets what ended, or could have been used last, before this moment. */
    int forgetBefore(Instant moment) {
        return database.write(
                sql ->
                        sql.sql(
                                        """
                                        delete from session
                                        where ended_at < :moment or expires_at < :moment
                                        """)
                                .param("moment", moment.toEpochMilli())
                                .update());
    }

    private static Optional<SessionRow> select(JdbcClient sql, UUID sessionId, String lock) {
        return sql.sql("select " + COLUMNS + " from session where id = :id " + lock)
                .param("id", sessionId)
                .query((row, number) -> read(row))
                .optional();
    }

    private static void apply(JdbcClient sql, SessionRow session, Decision decision) {
        switch (decision) {
            case Decision.Rotate rotate -> rotate(sql, session, rotate);
            case Decision.Revoke revoke ->
                    end(sql, session.id(), revoke.at(), EndReason.REUSED_TOKEN);
            case Decision.Repeat _, Decision.Refuse _ -> {}
        }
    }

    private static void rotate(JdbcClient sql, SessionRow session, Decision.Rotate rotate) {
        sql.sql(
                        """
                        update session set token_hash = :new, previous_token_hash = :old,
                            rotated_at = :at, last_used_at = :at, user_agent = :userAgent,
                            ip_address = :ipAddress
                        where id = :id
                        """)
                .param("id", session.id())
                .param("new", rotate.successorHash())
                .param("old", session.tokenHash())
                .param("at", rotate.at().toEpochMilli())
                .param("userAgent", rotate.client().userAgent())
                .param("ipAddress", rotate.client().ipAddress())
                .update();
    }

    private static void end(JdbcClient sql, UUID sessionId, Instant at, EndReason reason) {
        sql.sql("update session set ended_at = :at, end_reason = :reason where id = :id")
                .param("id", sessionId)
                .param("at", at.toEpochMilli())
                .param("reason", reason.code())
                .update();
    }

    private static Holder holder(ResultSet row) throws SQLException {
        var role = Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT));
        boolean mustHaveFactor =
                SecondFactorPolicy.parse(row.getString("factor_roles")).contains(role);
        return new Holder(
                UUID.fromString(row.getString("id")),
                UUID.fromString(row.getString("account_id")),
                row.getString("username"),
                role,
                row.getInt("auth_epoch"),
                mustHaveFactor && !row.getBoolean("has_factor"));
    }

    private static SessionRow read(ResultSet row) throws SQLException {
        row.getLong("ended_at");
        boolean ended = !row.wasNull();
        return new SessionRow(
                UUID.fromString(row.getString("id")),
                UUID.fromString(row.getString("account_id")),
                row.getBytes("token_hash"),
                row.getBytes("previous_token_hash"),
                Instant.ofEpochMilli(row.getLong("rotated_at")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("last_used_at")),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                ended,
                new Client(row.getString("user_agent"), row.getString("ip_address")));
    }
}
