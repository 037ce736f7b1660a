package app.parley.account.key;

import app.parley.account.KeyScope;
import app.parley.account.Role;
import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keys. A revoked one has no row. */
@Component
class JdbcKeyStore {
    private static final String COLUMNS =
            """
            k.id, k.account_id, k.name, k.hint, k.kind, k.proof, k.public_key, k.scopes,
            k.allowed_networks, k.created_at, k.expires_at, k.last_used_at, k.last_used_from
            """;

    private final Database database;

    JdbcKeyStore(Database database) {
        this.database = database;
    }

    /**
     * @return false if the account has as many as it may have
     */
    boolean add(KeyRow key, int most) {
        return database.write(
                sql -> {
                    // The account's row is the lock: two at once do not exceed the limit together.
                    sql.sql(
                                    "select id from account where id = :accountId "
                                            + database.dialect().forUpdate())
                            .param("accountId", key.accountId())
                            .query(String.class)
                            .single();
                    int has =
                            sql.sql("select count(*) from api_key where account_id = :accountId")
                                    .param("accountId", key.accountId())
                                    .query(Integer.class)
                                    .single();
                    if (has >= most) {
                        return false;
                    }
                    sql.sql(
                                    """
                                    insert into api_key (id, account_id, name, hint, kind, proof,
                                        public_key, scopes, allowed_networks, created_at, expires_at)
                                    values (:id, :accountId, :name, :hint, :kind, :proof,
                                        :publicKey, :scopes, :networks, :createdAt, :expiresAt)
                                    """)
                            .param("id", key.id())
                            .param("accountId", key.accountId())
                            .param("name", key.name())
                            .param("hint", key.hint())
                            .param("kind", key.kind().code())
                            .param("proof", key.proof())
                            .param("publicKey", key.publicKey())
                            .param("scopes", joined(key))
                            .param("networks", String.join(" ", key.networks().networks()))
                            .param("createdAt", key.createdAt().toEpochMilli())
                            .param("expiresAt", millis(key.expiresAt()))
                            .update();
                    return true;
                });
    }

    /** The account's keys, the newest first. */
    List<KeyRow> of(UUID accountId) {
        return database.read(
                sql ->
                        sql.sql(
                                        "select "
                                                + COLUMNS
                                                + """
                                                from api_key k where k.account_id = :accountId
                                                order by k.created_at desc, k.id desc
                                                """)
                                .param("accountId", accountId)
                                .query((row, number) -> read(row))
                                .list());
    }

    /** A key that opens something at this moment. */
    Optional<KeyHolder> holder(UUID id, Instant now) {
        return database.read(
                sql ->
                        sql.sql(
                                        "select "
                                                + COLUMNS
                                                + """
                                                , a.username, a.role
                                                from api_key k join account a on a.id = k.account_id
                                                where k.id = :id and a.suspended_at is null
                                                    and (k.expires_at is null or k.expires_at > :now)
                                                """)
                                .param("id", id)
                                .param("now", now.toEpochMilli())
                                .query(
                                        (row, number) ->
                                                new KeyHolder(
                                                        read(row),
                                                        row.getString("username"),
                                                        Role.valueOf(
                                                                row.getString("role")
                                                                        .toUpperCase(Locale.ROOT))))
                                .optional());
    }

    /** Notes a use, unless one after {@code unlessAfter} is noted. */
    void used(UUID id, Instant at, String from, Instant unlessAfter) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        update api_key set last_used_at = :at, last_used_from = :from
                                        where id = :id
                                            and (last_used_at is null or last_used_at <= :unlessAfter)
                                        """)
                                .param("id", id)
                                .param("at", at.toEpochMilli())
                                .param("from", from)
                                .param("unlessAfter", unlessAfter.toEpochMilli())
                                .update());
    }

    /**
     * @return false if the account has no such key
     */
    boolean remove(UUID accountId, UUID id) {
        return database.write(
                        sql ->
                                sql.sql(
                                                """
                                                delete from api_key
                                                where account_id = :accountId and id = :id
                                                """)
                                        .param("accountId", accountId)
                                        .param("id", id)
                                        .update())
                == 1;
    }

    private static String joined(KeyRow key) {
        return key.scopes().stream().map(KeyScope::code).sorted().collect(Collectors.joining(" "));
    }

    private static KeyRow read(ResultSet row) throws SQLException {
        return new KeyRow(
                UUID.fromString(row.getString("id")),
                UUID.fromString(row.getString("account_id")),
                row.getString("name"),
                row.getString("hint"),
                KeyKind.of(row.getString("kind")),
                row.getBytes("proof"),
                row.getBytes("public_key"),
                words(row.getString("scopes")).stream()
                        .map(KeyScope::of)
                        .collect(Collectors.toSet()),
                new AllowedNetworks(words(row.getString("allowed_networks"))),
                Instant.ofEpochMilli(row.getLong("created_at")),
                instant(row, "expires_at"),
                instant(row, "last_used_at"),
                row.getString("last_used_from"));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    private static @Nullable Long millis(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
