package app.parley.account.oidc;

import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Sign-ins on their way. In the database, since whoever comes back may come to another replica; by
 * SHA-256 alone, since what is hashed is worth a session.
 */
@Component
class JdbcAttemptStore {
    private final Database database;

    JdbcAttemptStore(Database database) {
        this.database = database;
    }

    void add(byte[] stateHash, byte[] browserHash, Attempt attempt) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into provider_attempt (state_hash, browser_hash,
                                            provider_id, purpose, session_id, redirect_uri,
                                            return_to, created_at)
                                        values (:state, :browser, :provider, :purpose, :session,
                                            :redirectUri, :returnTo, :at)
                                        """)
                                .param("state", stateHash)
                                .param("browser", browserHash)
                                .param("provider", attempt.providerId())
                                .param("purpose", attempt.purpose().code())
                                .param("session", attempt.session())
                                .param("redirectUri", attempt.redirectUri())
                                .param("returnTo", attempt.returnTo())
                                .param("at", attempt.startedAt().toEpochMilli())
                                .update());
    }

    /**
     * Hands an attempt out, once, to the browser that began it.
     *
     * @param since how old it may be
     */
    Optional<Attempt> take(byte[] stateHash, byte[] browserHash, Instant since) {
        return database.write(
                sql ->
                        sql.sql(
                                        """
                                        delete from provider_attempt
                                        where state_hash = :state and browser_hash = :browser
                                            and created_at > :since
                                        returning provider_id, purpose, session_id, redirect_uri,
                                            return_to, created_at
                                        """)
                                .param("state", stateHash)
                                .param("browser", browserHash)
                                .param("since", since.toEpochMilli())
                                .query((row, number) -> read(row))
                                .optional());
    }

    int forgetBefore(Instant moment) {
        return database.write(
                sql ->
                        sql.sql("delete from provider_attempt where created_at <= :moment")
                                .param("moment", moment.toEpochMilli())
                                .update());
    }

    private static Attempt read(ResultSet row) throws SQLException {
        var session = row.getString("session_id");
        return new Attempt(
                row.getString("provider_id"),
                Attempt.Purpose.ofCode(row.getString("purpose")),
                session == null ? null : UUID.fromString(session),
                row.getString("redirect_uri"),
                row.getString("return_to"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
