package app.parley.account.oidc;

import app.parley.platform.db.Database;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who people are at providers, and which sessions those have opened. */
@Component
class JdbcIdentityStore {
    private final Database database;

    JdbcIdentityStore(Database database) {
        this.database = database;
    }

    record Identity(
            UUID id,
            UUID accountId,
            String issuer,
            String subject,
            String providerId,
            String hint,
            Instant linkedAt) {}

    /** A session that a provider opened. */
    record OpenedSession(UUID accountId, UUID sessionId) {}

    /** How a session is ended at the provider too. */
    record EndSession(String providerId, String sealedIdToken, @Nullable URI endpoint) {}

    Optional<Identity> find(String issuer, String subject) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select id, account_id, issuer, subject, provider_id, hint,
                                            linked_at
                                        from identity
                                        where issuer = :issuer and subject = :subject
                                        """)
                                .param("issuer", issuer)
                                .param("subject", subject)
                                .query((row, number) -> read(row))
                                .optional());
    }

    /** The account's, the first linked first. */
    List<Identity> of(UUID accountId) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select id, account_id, issuer, subject, provider_id, hint,
                                            linked_at
                                        from identity
                                        where account_id = :account
                                        order by linked_at, id
                                        """)
                                .param("account", accountId)
                                .query((row, number) -> read(row))
                                .list());
    }

    /**
     * @return false if the identity is somebody's already
     */
    boolean add(Identity identity) {
        return database.write(
                        sql ->
                                sql.sql(
                                                """
                                                insert into identity (id, account_id, issuer,
                                                    subject, provider_id, hint, linked_at)
                                                values (:id, :account, :issuer, :subject,
                                                    :provider, :hint, :at)
                                                on conflict do nothing
                                                """)
                                        .param("id", identity.id())
                                        .param("account", identity.accountId())
                                        .param("issuer", identity.issuer())
                                        .param("subject", identity.subject())
                                        .param("provider", identity.providerId())
                                        .param("hint", identity.hint())
                                        .param("at", identity.linkedAt().toEpochMilli())
                                        .update())
                == 1;
    }

    /**
     * @return false if the account has no such identity
     */
    boolean remove(UUID accountId, UUID id) {
        return database.write(
                        sql ->
                                sql.sql(
                                                """
                                                delete from identity
                                                where account_id = :account and id = :id
                                                """)
                                        .param("account", accountId)
                                        .param("id", id)
                                        .update())
                == 1;
    }

    void addSession(
            UUID sessionId,
            Identity identity,
            String providerId,
            @Nullable String sid,
            String sealedIdToken,
            @Nullable URI endSession) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into provider_session (session_id, identity_id,
                                            provider_id, sid, sealed_id_token,
                                            end_session_endpoint)
                                        values (:session, :identity, :provider, :sid, :idToken,
                                            :endSession)
                                        """)
                                .param("session", sessionId)
                                .param("identity", identity.id())
                                .param("provider", providerId)
                                .param("sid", sid)
                                .param("idToken", sealedIdToken)
                                .param(
                                        "endSession",
                                        endSession == null ? null : endSession.toString())
                                .update());
    }

    Optional<EndSession> endOf(UUID sessionId) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select provider_id, sealed_id_token, end_session_endpoint
                                        from provider_session where session_id = :session
                                        """)
                                .param("session", sessionId)
                                .query(
                                        (row, number) -> {
                                            var endpoint = row.getString("end_session_endpoint");
                                            return new EndSession(
                                                    row.getString("provider_id"),
                                                    row.getString("sealed_id_token"),
                                                    endpoint == null ? null : URI.create(endpoint));
                                        })
                                .optional());
    }

    /**
     * The living sessions that an issuer opened.
     *
     * @param subject null: anybody's
     * @param sid null: all of them
     */
    List<OpenedSession> openedBy(String issuer, @Nullable String subject, @Nullable String sid) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select s.account_id, s.id
                                        from provider_session p
                                        join identity i on i.id = p.identity_id
                                        join session s on s.id = p.session_id
                                        where i.issuer = :issuer
                                            and (:anySubject = 1 or i.subject = :subject)
                                            and (:anySid = 1 or p.sid = :sid)
                                            and s.ended_at is null
                                        """)
                                .param("issuer", issuer)
                                .param("anySubject", subject == null ? 1 : 0)
                                .param("subject", subject == null ? "" : subject)
                                .param("anySid", sid == null ? 1 : 0)
                                .param("sid", sid == null ? "" : sid)
                                .query(
                                        (row, number) ->
                                                new OpenedSession(
                                                        UUID.fromString(
                                                                row.getString("account_id")),
                                                        UUID.fromString(row.getString("id"))))
                                .list());
    }

    /**
     * @return false if the token has been used already
     */
    boolean useLogoutToken(String issuer, String jti, Instant at) {
        return database.write(
                        sql ->
                                sql.sql(
                                                """
                                                insert into logout_token (issuer, jti, seen_at)
                                                values (:issuer, :jti, :at)
                                                on conflict do nothing
                                                """)
                                        .param("issuer", issuer)
                                        .param("jti", jti)
                                        .param("at", at.toEpochMilli())
                                        .update())
                == 1;
    }

    int forgetLogoutTokensBefore(Instant moment) {
        return database.write(
                sql ->
                        sql.sql("delete from logout_token where seen_at < :moment")
                                .param("moment", moment.toEpochMilli())
                                .update());
    }

    private static Identity read(ResultSet row) throws SQLException {
        return new Identity(
                UUID.fromString(row.getString("id")),
                UUID.fromString(row.getString("account_id")),
                row.getString("issuer"),
                row.getString("subject"),
                row.getString("provider_id"),
                row.getString("hint"),
                Instant.ofEpochMilli(row.getLong("linked_at")));
    }
}
