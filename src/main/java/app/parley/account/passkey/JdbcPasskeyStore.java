package app.parley.account.passkey;

import app.parley.platform.command.Offline;
import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Passkeys, and what devices were asked to sign. */
@Component
@Offline
class JdbcPasskeyStore {
    private static final String COLUMNS =
            """
            id, account_id, credential_id, public_key, attestation, client_data, sign_count,
            transports, backup_eligible, backed_up, name, created_at, last_used_at
            """;

    private final Database database;

    JdbcPasskeyStore(Database database) {
        this.database = database;
    }

    /**
     * @param publicKey in COSE's form
     * @param signCount how often the device says it has signed; many always say 0
     * @param transports how browsers reach it, as they name that
     */
    record Row(
            UUID id,
            UUID accountId,
            byte[] credentialId,
            byte[] publicKey,
            byte[] attestation,
            byte[] clientData,
            long signCount,
            Set<String> transports,
            boolean backupEligible,
            boolean backedUp,
            String name,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {
        Passkey passkey() {
            return new Passkey(id, name, createdAt, lastUsedAt, backedUp);
        }
    }

    /** What a device was asked to sign, and for whom, if that was known. */
    record Asked(byte[] challenge, @Nullable UUID accountId) {}

    void ask(
            UUID id, Purpose purpose, @Nullable UUID accountId, byte[] challenge, Instant expires) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into passkey_request (id, purpose, account_id,
                                            challenge, expires_at)
                                        values (:id, :purpose, :accountId, :challenge, :expires)
                                        """)
                                .param("id", id)
                                .param("purpose", purpose.code())
                                .param("accountId", accountId)
                                .param("challenge", challenge)
                                .param("expires", expires.toEpochMilli())
                                .update());
    }

    /** Takes a request away, so that its answer counts once. */
    Optional<Asked> take(UUID id, Purpose purpose, Instant now) {
        return database.write(
                sql ->
                        sql.sql(
                                        """
                                        delete from passkey_request
                                        where id = :id and purpose = :purpose and expires_at > :now
                                        returning challenge, account_id
                                        """)
                                .param("id", id)
                                .param("purpose", purpose.code())
                                .param("now", now.toEpochMilli())
                                .query(
                                        (row, number) -> {
                                            var account = row.getString("account_id");
                                            return new Asked(
                                                    row.getBytes("challenge"),
                                                    account == null
                                                            ? null
                                                            : UUID.fromString(account));
                                        })
                                .optional());
    }

    void forgetRequestsBefore(Instant moment) {
        database.change(
                sql ->
                        sql.sql("delete from passkey_request where expires_at <= :moment")
                                .param("moment", moment.toEpochMilli())
                                .update());
    }

    /**
     * @return false if the device's key is somebody's already
     */
    boolean add(Row passkey) {
        return database.write(
                sql ->
                        sql.sql(
                                                """
                                                insert into passkey (id, account_id, credential_id,
                                                    public_key, attestation, client_data,
                                                    sign_count, transports, backup_eligible,
                                                    backed_up, name, created_at)
                                                values (:id, :accountId, :credentialId, :publicKey,
                                                    :attestation, :clientData, :signCount,
                                                    :transports, :eligible, :backedUp, :name, :at)
                                                on conflict (credential_id) do nothing
                                                """)
                                        .param("id", passkey.id())
                                        .param("accountId", passkey.accountId())
                                        .param("credentialId", passkey.credentialId())
                                        .param("publicKey", passkey.publicKey())
                                        .param("attestation", passkey.attestation())
                                        .param("clientData", passkey.clientData())
                                        .param("signCount", passkey.signCount())
                                        .param("transports", String.join(",", passkey.transports()))
                                        .param("eligible", passkey.backupEligible())
                                        .param("backedUp", passkey.backedUp())
                                        .param("name", passkey.name())
                                        .param("at", passkey.createdAt().toEpochMilli())
                                        .update()
                                == 1);
    }

    /** The account's, the oldest first. */
    List<Row> of(UUID accountId) {
        return database.read(
                sql ->
                        sql.sql(
                                        "select "
                                                + COLUMNS
                                                + " from passkey where account_id = :accountId order by created_at, id")
                                .param("accountId", accountId)
                                .query((row, number) -> read(row))
                                .list());
    }

    Optional<Row> byCredential(byte[] credentialId) {
        return database.read(
                sql ->
                        sql.sql(
                                        "select "
                                                + COLUMNS
                                                + " from passkey where credential_id = :credentialId")
                                .param("credentialId", credentialId)
                                .query((row, number) -> read(row))
                                .optional());
    }

    /**
     * Notes a use.
     *
     * @return false if it has counted as far, or farther, meanwhile: then there are two of it
     */
    boolean used(UUID id, long signCount, boolean backedUp, Instant at) {
        return database.write(
                sql ->
                        sql.sql(
                                                """
                                                update passkey set sign_count = :count,
                                                    backed_up = :backedUp, last_used_at = :at
                                                where id = :id and (sign_count < :count
                                                    or sign_count = 0 and :count = 0)
                                                """)
                                        .param("id", id)
                                        .param("count", signCount)
                                        .param("backedUp", backedUp)
                                        .param("at", at.toEpochMilli())
                                        .update()
                                == 1);
    }

    boolean rename(UUID accountId, UUID id, String name) {
        return database.write(
                sql ->
                        sql.sql(
                                                """
                                                update passkey set name = :name
                                                where account_id = :accountId and id = :id
                                                """)
                                        .param("accountId", accountId)
                                        .param("id", id)
                                        .param("name", name)
                                        .update()
                                == 1);
    }

    boolean remove(UUID accountId, UUID id) {
        return database.write(
                sql ->
                        sql.sql("delete from passkey where account_id = :accountId and id = :id")
                                        .param("accountId", accountId)
                                        .param("id", id)
                                        .update()
                                == 1);
    }

    void removeAll(UUID accountId) {
        database.change(
                sql ->
                        sql.sql("delete from passkey where account_id = :accountId")
                                .param("accountId", accountId)
                                .update());
    }

    private static Row read(ResultSet row) throws SQLException {
        var transports = row.getString("transports");
        long lastUsed = row.getLong("last_used_at");
        boolean unused = row.wasNull();
        return new Row(
                UUID.fromString(row.getString("id")),
                UUID.fromString(row.getString("account_id")),
                row.getBytes("credential_id"),
                row.getBytes("public_key"),
                row.getBytes("attestation"),
                row.getBytes("client_data"),
                row.getLong("sign_count"),
                transports.isEmpty() ? Set.of() : Set.of(transports.split(",")),
                row.getBoolean("backup_eligible"),
                row.getBoolean("backed_up"),
                row.getString("name"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                unused ? null : Instant.ofEpochMilli(lastUsed));
    }
}
