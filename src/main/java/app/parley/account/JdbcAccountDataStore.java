package app.parley.account;

import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What of an account its owner takes along, and what is in no module's own hands when it goes. */
@Component
class JdbcAccountDataStore {
    private final Database database;

    JdbcAccountDataStore(Database database) {
        this.database = database;
    }

    record TakenSession(
            UUID id,
            String userAgent,
            String ipAddress,
            Instant createdAt,
            Instant lastUsedAt,
            @Nullable Instant endedAt) {}

    /**
     * A way into the account.
     *
     * @param name what its owner or its provider calls it
     */
    record WayIn(String kind, @Nullable String name, Instant since, @Nullable Instant lastUsedAt) {}

    record TakenInvitation(@Nullable String email, String role, Instant createdAt) {}

    List<TakenSession> sessions(UUID person) {
        return list(
                """
                select id, user_agent, ip_address, created_at, last_used_at, ended_at
                from session where account_id = :person order by created_at""",
                person,
                row ->
                        new TakenSession(
                                Columns.uuid(row, "id"),
                                row.getString("user_agent"),
                                row.getString("ip_address"),
                                Columns.instant(row, "created_at"),
                                Columns.instant(row, "last_used_at"),
                                Columns.nullableInstant(row, "ended_at")));
    }

    /** No secret and no hash is among it. */
    List<WayIn> waysIn(UUID person) {
        return list(
                """
                select 'passkey' as kind, name, created_at as since, last_used_at
                from passkey where account_id = :person
                union all
                select 'identity', issuer || ' ' || subject, linked_at, null
                from identity where account_id = :person
                union all
                select 'authenticator app', null, enabled_at, null
                from totp where account_id = :person and enabled_at is not null
                union all
                select 'recovery code', null, created_at, used_at
                from recovery_code where account_id = :person
                order by since""",
                person,
                row ->
                        new WayIn(
                                row.getString("kind"),
                                row.getString("name"),
                                Columns.instant(row, "since"),
                                Columns.nullableInstant(row, "last_used_at")));
    }

    /** Those that the person has made. */
    List<TakenInvitation> invitations(UUID person) {
        return list(
                """
                select email, role, created_at from invitation
                where invited_by = :person order by created_at""",
                person,
                row ->
                        new TakenInvitation(
                                row.getString("email"),
                                row.getString("role"),
                                Columns.instant(row, "created_at")));
    }

    /**
     * Deletes what would stay when the account's row is deleted, and the sessions.
     *
     * @return the sessions that had not ended
     */
    List<UUID> erase(UUID person) {
        return database.write(
                sql -> {
                    var open =
                            sql.sql(
                                            """
                                            select id from session
                                            where account_id = :person and ended_at is null""")
                                    .param("person", person)
                                    .query((row, _) -> Columns.uuid(row, "id"))
                                    .list();
                    delete(sql, "session where account_id = :person", person);
                    // The address that the person was invited at is theirs; those whom they have
                    // invited keep what they have.
                    delete(sql, "invitation where used_by = :person", person);
                    sql.sql("delete from login_failure where account_key in (:password, :code)")
                            .param("password", person.toString())
                            .param("code", "factor/" + person)
                            .update();
                    return open;
                });
    }

    private static void delete(JdbcClient sql, String what, UUID person) {
        sql.sql("delete from " + what).param("person", person).update();
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> list(String query, UUID person, Reading<T> reading) {
        return database.read(
                sql ->
                        sql.sql(query)
                                .param("person", person)
                                .query((row, _) -> reading.of(row))
                                .list());
    }
}
