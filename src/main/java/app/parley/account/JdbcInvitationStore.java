package app.parley.account;

import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
class JdbcInvitationStore {
    private static final String COLUMNS = "id, email, role, created_at, expires_at, used_by";
    private static final int MOST = 500;

    private final Database database;

    JdbcInvitationStore(Database database) {
        this.database = database;
    }

    void add(Invitation invitation, SecretToken token, UUID invitedBy) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into invitation (id, token_hash, email, role, invited_by,
                                            created_at, expires_at)
                                        values (:id, :hash, :email, :role, :by, :created, :expires)""")
                                .param("id", invitation.id())
                                .param("hash", token.hash())
                                .param("email", invitation.email())
                                .param("role", invitation.role().code())
                                .param("by", invitedBy)
                                .param("created", invitation.createdAt().toEpochMilli())
                                .param("expires", invitation.expiresAt().toEpochMilli())
                                .update());
    }

    /** The newest ones first. */
    List<Invitation> all() {
        return database.read(
                sql ->
                        sql.sql(
                                        "select "
                                                + COLUMNS
                                                + " from invitation order by created_at desc, id desc limit "
                                                + MOST)
                                .query((row, _) -> read(row))
                                .list());
    }

    /** The invitation of this link, while it is good. */
    Optional<Invitation> good(String presented, Instant now) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select id, email, role, created_at, expires_at, used_by
                                        from invitation where token_hash = :hash
                                            and used_at is null and expires_at > :now""")
                                .param("hash", SecretToken.hashOf(presented))
                                .param("now", now.toEpochMilli())
                                .query((row, _) -> read(row))
                                .optional());
    }

    /**
     * Uses an invitation up.
     *
     * @return false if it is not good any more
     */
    boolean use(UUID id, UUID accountId, Instant now) {
        return database.write(
                        sql ->
                                sql.sql(
                                                """
                                                update invitation set used_at = :now, used_by = :account
                                                where id = :id and used_at is null and expires_at > :now""")
                                        .param("now", now.toEpochMilli())
                                        .param("account", accountId)
                                        .param("id", id)
                                        .update())
                == 1;
    }

    boolean delete(UUID id) {
        return database.write(
                        sql ->
                                sql.sql("delete from invitation where id = :id")
                                        .param("id", id)
                                        .update())
                == 1;
    }

    private static Invitation read(ResultSet row) throws SQLException {
        var usedBy = row.getString("used_by");
        return new Invitation(
                UUID.fromString(row.getString("id")),
                row.getString("email"),
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                usedBy == null ? null : UUID.fromString(usedBy));
    }
}
