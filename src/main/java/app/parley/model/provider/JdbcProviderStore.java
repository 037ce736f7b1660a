package app.parley.model.provider;

import app.parley.model.gateway.ProviderKind;
import app.parley.platform.db.Database;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
class JdbcProviderStore implements ProviderStore {
    private static final String COLUMNS =
            "id, slug, kind, name, base_url, sealed_key, key_hint, enabled, created_at";

    private final Database database;
    private final Clock clock;

    JdbcProviderStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<StoredProvider> all() {
        return database.read(
                sql ->
                        sql.sql("select " + COLUMNS + " from provider order by created_at, id")
                                .query((row, number) -> read(row))
                                .list());
    }

    @Override
    public Optional<StoredProvider> find(UUID id) {
        return database.read(
                sql ->
                        sql.sql("select " + COLUMNS + " from provider where id = :id")
                                .param("id", id)
                                .query((row, number) -> read(row))
                                .optional());
    }

    @Override
    public StoredProvider add(StoredProvider provider) {
        for (var number = 1; ; number++) {
            var slug = number == 1 ? provider.slug() : provider.slug() + "-" + number;
            if (inserted(provider, slug)) {
                return find(provider.id()).orElseThrow();
            }
        }
    }

    private boolean inserted(StoredProvider provider, String slug) {
        return database.write(
                        sql ->
                                sql.sql(
                                                """
                                                insert into provider (id, slug, kind, name, base_url, sealed_key,
                                                    key_hint, enabled, created_at, updated_at)
                                                values (:id, :slug, :kind, :name, :baseUrl, :sealedKey,
                                                    :keyHint, :enabled, :at, :at)
                                                on conflict (slug) do nothing
                                                """)
                                        .param("id", provider.id())
                                        .param("slug", slug)
                                        .param("kind", provider.kind().code())
                                        .param("name", provider.name())
                                        .param("baseUrl", provider.baseUrl().toString())
                                        .param("sealedKey", provider.sealedKey())
                                        .param("keyHint", provider.keyHint())
                                        .param("enabled", provider.enabled() ? 1 : 0)
                                        .param("at", provider.createdAt().toEpochMilli())
                                        .update())
                > 0;
    }

    @Override
    public boolean update(StoredProvider provider) {
        return database.write(
                        sql ->
                                sql.sql(
                                                """
                                                update provider
                                                set name = :name, base_url = :baseUrl, sealed_key = :sealedKey,
                                                    key_hint = :keyHint, enabled = :enabled, updated_at = :at
                                                where id = :id
                                                """)
                                        .param("id", provider.id())
                                        .param("name", provider.name())
                                        .param("baseUrl", provider.baseUrl().toString())
                                        .param("sealedKey", provider.sealedKey())
                                        .param("keyHint", provider.keyHint())
                                        .param("enabled", provider.enabled() ? 1 : 0)
                                        .param("at", clock.millis())
                                        .update())
                > 0;
    }

    @Override
    public boolean delete(UUID id) {
        return database.write(
                        sql ->
                                sql.sql("delete from provider where id = :id")
                                        .param("id", id)
                                        .update())
                > 0;
    }

    private static StoredProvider read(ResultSet row) throws SQLException {
        return new StoredProvider(
                UUID.fromString(row.getString("id")),
                row.getString("slug"),
                Objects.requireNonNull(ProviderKind.ofCode(row.getString("kind"))),
                row.getString("name"),
                URI.create(row.getString("base_url")),
                row.getString("sealed_key"),
                row.getString("key_hint"),
                row.getInt("enabled") == 1,
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
