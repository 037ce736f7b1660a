package app.parley.model.provider;

import app.parley.model.ModelFailure;
import app.parley.model.gateway.UpstreamModel;
import app.parley.platform.db.Database;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Component
class JdbcListingStore implements ListingStore {
    private static final JsonMapper JSON = new JsonMapper();

    private final Database database;

    JdbcListingStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Listing> find(String providerKey, URI baseUrl) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select models, failure, message, checked_at from provider_catalogue
                                        where provider_key = :key and base_url = :baseUrl
                                        """)
                                .param("key", providerKey)
                                .param("baseUrl", baseUrl.toString())
                                .query((row, number) -> read(row))
                                .optional());
    }

    @Override
    public void put(String providerKey, URI baseUrl, Listing listing) {
        var failure = listing.failure();
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into provider_catalogue
                                            (provider_key, base_url, models, failure, message, checked_at)
                                        values (:key, :baseUrl, :models, :failure, :message, :at)
                                        on conflict (provider_key) do update
                                            set base_url = excluded.base_url, models = excluded.models,
                                                failure = excluded.failure, message = excluded.message,
                                                checked_at = excluded.checked_at
                                        """)
                                .param("key", providerKey)
                                .param("baseUrl", baseUrl.toString())
                                .param("models", JSON.writeValueAsString(listing.models()))
                                .param("failure", failure == null ? null : failure.name())
                                .param("message", listing.message())
                                .param(
                                        "at",
                                        Objects.requireNonNull(listing.checkedAt()).toEpochMilli())
                                .update());
    }

    @Override
    public void forget(String providerKey) {
        database.change(
                sql ->
                        sql.sql("delete from provider_catalogue where provider_key = :key")
                                .param("key", providerKey)
                                .update());
    }

    private static Listing read(ResultSet row) throws SQLException {
        var failure = row.getString("failure");
        return new Listing(
                JSON.readValue(
                        row.getString("models"), new TypeReference<List<UpstreamModel>>() {}),
                failure == null ? null : ModelFailure.valueOf(failure),
                row.getString("message"),
                Instant.ofEpochMilli(row.getLong("checked_at")));
    }
}
