package app.parley.account.oidc;

import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The providers that administrators have connected. */
@Component
class JdbcIdentityProviderStore {
    private static final String COLUMNS =
            """
            id, preset, name, issuer, client_id, sealed_secret, enabled, sign_up, domains,
            role_claim, admin_values, created_at
            """;

    private final Database database;
    private final JsonMapper json;

    JdbcIdentityProviderStore(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A row. */
    record Row(
            UUID id,
            @Nullable Preset preset,
            String name,
            String issuer,
            String clientId,
            @Nullable String sealedSecret,
            boolean enabled,
            SignUpRule signUp,
            List<String> domains,
            @Nullable String roleClaim,
            List<String> adminValues,
            Instant createdAt) {}

    List<Row> all() {
        return database.read(
                sql ->
                        sql.sql(
                                        "select "
                                                + COLUMNS
                                                + " from identity_provider order by created_at, id")
                                .query((row, number) -> read(row))
                                .list());
    }

    Optional<Row> find(UUID id) {
        return database.read(
                sql ->
                        sql.sql("select " + COLUMNS + " from identity_provider where id = :id")
                                .param("id", id)
                                .query((row, number) -> read(row))
                                .optional());
    }

    void add(Row row) {
        database.change(
                sql ->
                        bind(
                                        sql,
                                        """
                                        insert into identity_provider (id, preset, name, issuer,
                                            client_id, sealed_secret, enabled, sign_up, domains,
                                            role_claim, admin_values, created_at)
                                        values (:id, :preset, :name, :issuer, :clientId,
                                            :sealedSecret, :enabled, :signUp, :domains, :roleClaim,
                                            :adminValues, :createdAt)
                                        """,
                                        row)
                                .param("createdAt", row.createdAt().toEpochMilli())
                                .update());
    }

    /**
     * @return false if there is no such row
     */
    boolean update(Row row) {
        return database.write(
                        sql ->
                                bind(
                                                sql,
                                                """
                                                update identity_provider
                                                set preset = :preset, name = :name,
                                                    issuer = :issuer, client_id = :clientId,
                                                    sealed_secret = :sealedSecret,
                                                    enabled = :enabled, sign_up = :signUp,
                                                    domains = :domains, role_claim = :roleClaim,
                                                    admin_values = :adminValues
                                                where id = :id
                                                """,
                                                row)
                                        .update())
                == 1;
    }

    /**
     * @return false if there is no such row
     */
    boolean delete(UUID id) {
        return database.write(
                        sql ->
                                sql.sql("delete from identity_provider where id = :id")
                                        .param("id", id)
                                        .update())
                == 1;
    }

    private JdbcClient.StatementSpec bind(JdbcClient sql, String statement, Row row) {
        return sql.sql(statement)
                .param("id", row.id())
                .param("preset", row.preset() == null ? null : row.preset().code())
                .param("name", row.name())
                .param("issuer", row.issuer())
                .param("clientId", row.clientId())
                .param("sealedSecret", row.sealedSecret())
                .param("enabled", row.enabled() ? 1 : 0)
                .param("signUp", row.signUp().code())
                .param("domains", json.writeValueAsString(row.domains()))
                .param("roleClaim", row.roleClaim())
                .param("adminValues", json.writeValueAsString(row.adminValues()));
    }

    private Row read(ResultSet row) throws SQLException {
        var preset = row.getString("preset");
        return new Row(
                UUID.fromString(row.getString("id")),
                preset == null ? null : Preset.ofCode(preset).orElseThrow(),
                row.getString("name"),
                row.getString("issuer"),
                row.getString("client_id"),
                row.getString("sealed_secret"),
                row.getInt("enabled") == 1,
                SignUpRule.ofCode(row.getString("sign_up")).orElseThrow(),
                texts(row.getString("domains")),
                row.getString("role_claim"),
                texts(row.getString("admin_values")),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }

    private List<String> texts(String list) {
        return json.readValue(list, new TypeReference<List<String>>() {});
    }
}
