package app.parley.account;

import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** People as administrators see them. */
@Component
class JdbcPeopleStore {
    private static final String SELECT =
            """
            select a.id, a.username, a.username_key, a.display_name, a.email, a.email_verified_at,
                a.role, a.suspended_at, a.approval_awaited_since, a.created_at,
                exists (select 1 from totp t
                    where t.account_id = a.id and t.enabled_at is not null)
                    or exists (select 1 from passkey p where p.account_id = a.id) as has_factor,
                (select max(s.last_used_at) from session s where s.account_id = a.id) as last_seen
            from account a
            """;

    private final Database database;

    JdbcPeopleStore(Database database) {
        this.database = database;
    }

    /**
     * @param key what the list is ordered by
     */
    record Row(
            UUID id,
            String key,
            String username,
            String displayName,
            @Nullable String email,
            boolean emailVerified,
            Role role,
            @Nullable Instant suspendedAt,
            boolean pending,
            boolean secondFactor,
            Instant createdAt,
            @Nullable Instant lastSeenAt) {}

    /**
     * By username.
     *
     * @param search in names and address; empty for everybody
     * @param after the key of the last one that is known already
     */
    List<Row> list(String search, String after, int limit) {
        var pattern =
                "%" + search.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
        return database.read(
                sql ->
                        sql.sql(
                                        SELECT
                                                + """
                                                where a.username_key > :after
                                                    and (a.username_key like :pattern escape '\\'
                                                        or lower(a.display_name) like :pattern escape '\\'
                                                        or a.email_key like :pattern escape '\\')
                                                order by a.username_key limit :limit
                                                """)
                                .param("after", after)
                                .param("pattern", pattern)
                                .param("limit", limit)
                                .query((row, number) -> read(row))
                                .list());
    }

    Optional<Row> find(UUID id) {
        return database.read(
                sql ->
                        sql.sql(SELECT + " where a.id = :id")
                                .param("id", id)
                                .query((row, number) -> read(row))
                                .optional());
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                UUID.fromString(row.getString("id")),
                row.getString("username_key"),
                row.getString("username"),
                row.getString("display_name"),
                row.getString("email"),
                instant(row, "email_verified_at") != null,
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                instant(row, "suspended_at"),
                instant(row, "approval_awaited_since") != null,
                row.getBoolean("has_factor"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                instant(row, "last_seen"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
