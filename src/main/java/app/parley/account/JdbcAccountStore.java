package app.parley.account;

import app.parley.platform.command.Offline;
import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Accounts, and the one row that says whether there is a founder yet. */
@Component
@Offline
class JdbcAccountStore {
    private static final String COLUMNS =
            """
            id, username, display_name, email, email_verified_at, role, password_hash, preferences,
            auth_epoch, suspended_at, email_awaited_since, approval_awaited_since, created_at
            """;

    private final Database database;
    private final JsonMapper json;

    JdbcAccountStore(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * Somebody who wants an account; names and address are checked and folded already.
     *
     * @param passwordHash null for an account that nobody signs in to with a password
     */
    record Newcomer(
            UUID id,
            Username username,
            String displayName,
            @Nullable EmailAddress email,
            @Nullable String passwordHash,
            Instant at) {}

    /** What is asked of newcomers. */
    record Entry(boolean isOpen, Role role, boolean awaitsEmail, boolean awaitsApproval) {
        static final Entry OPEN = new Entry(true, Role.USER, false, false);
        static final Entry CLOSED = new Entry(false, Role.USER, false, false);
    }

    /** What became of a newcomer. */
    sealed interface Outcome {
        record Registered(Account account) implements Outcome {}

        record UsernameTaken() implements Outcome {}

        record EmailTaken() implements Outcome {}

        record RegistrationClosed() implements Outcome {}
    }

    boolean hasFounder() {
        return database.read(
                sql ->
                        sql.sql("select founded_at is not null from founding where id = 1")
                                .query(Boolean.class)
                                .single());
    }

    /**
     * Adds an account. Exactly one of all newcomers, however many come at once, is the founder: the
     * administrator, who may register even where registration is closed. An administrator has a
     * password.
     */
    Outcome add(Newcomer newcomer, boolean registrationOpen) {
        return add(newcomer, registrationOpen ? Entry.OPEN : Entry.CLOSED);
    }

    /** Like the other; and what is asked of those who do not found anything. */
    Outcome add(Newcomer newcomer, Entry entry) {
        return database.write(
                sql -> {
                    boolean mayFound = newcomer.passwordHash() != null;
                    if (!entry.isOpen() && !(mayFound && isVacant(sql))) {
                        return new Outcome.RegistrationClosed();
                    }
                    if (!insert(
                            sql, entry.awaitsEmail() ? withFreeEmail(sql, newcomer) : newcomer)) {
                        return isUsernameTaken(sql, newcomer.username())
                                ? new Outcome.UsernameTaken()
                                : new Outcome.EmailTaken();
                    }
                    if (mayFound && claimFounding(sql, newcomer.at())) {
                        sql.sql("update account set role = 'admin' where id = :id")
                                .param("id", newcomer.id())
                                .update();
                    } else if (!entry.isOpen()) {
                        throw new IllegalStateException("the vacancy was locked, yet it was taken");
                    } else {
                        admit(sql, newcomer, entry);
                    }
                    return new Outcome.Registered(
                            select(sql, "id = :key", newcomer.id()).orElseThrow());
                });
    }

    /**
     * Adds somebody whom a provider of identities vouches for, with an address that is theirs. The
     * founder, where nobody is yet.
     */
    Outcome addVouchedFor(Newcomer newcomer) {
        return database.write(
                sql -> {
                    if (!insert(sql, newcomer)) {
                        return isUsernameTaken(sql, newcomer.username())
                                ? new Outcome.UsernameTaken()
                                : new Outcome.EmailTaken();
                    }
                    boolean founds = claimFounding(sql, newcomer.at());
                    sql.sql(
                                    """
                                    update account set role = :role, email_verified_at = :verifiedAt
                                    where id = :id
                                    """)
                            .param("id", newcomer.id())
                            .param("role", (founds ? Role.ADMIN : Role.USER).code())
                            .param(
                                    "verifiedAt",
                                    newcomer.email() == null ? null : newcomer.at().toEpochMilli())
                            .update();
                    return new Outcome.Registered(
                            select(sql, "id = :key", newcomer.id()).orElseThrow());
                });
    }

    /**
     * Where everybody must confirm their address, nobody is told that one is somebody's already:
     * the account is made without it, and its owner is told.
     */
    private static Newcomer withFreeEmail(JdbcClient sql, Newcomer newcomer) {
        var email = newcomer.email();
        boolean isTaken =
                email != null
                        && sql.sql("select count(*) > 0 from account where email_key = :key")
                                .param("key", email.key())
                                .query(Boolean.class)
                                .single();
        return isTaken
                ? new Newcomer(
                        newcomer.id(),
                        newcomer.username(),
                        newcomer.displayName(),
                        null,
                        newcomer.passwordHash(),
                        newcomer.at())
                : newcomer;
    }

    private static void admit(JdbcClient sql, Newcomer newcomer, Entry entry) {
        sql.sql(
                        """
                        update account set role = :role, email_awaited_since = :email,
                            approval_awaited_since = :approval
                        where id = :id""")
                .param("role", entry.role().code())
                .param("email", entry.awaitsEmail() ? newcomer.at().toEpochMilli() : null)
                .param("approval", entry.awaitsApproval() ? newcomer.at().toEpochMilli() : null)
                .param("id", newcomer.id())
                .update();
    }

    /** Adds somebody who comes from elsewhere, and founds nothing. */
    Outcome addImported(Newcomer newcomer) {
        return database.write(
                sql ->
                        insert(sql, newcomer)
                                ? new Outcome.Registered(
                                        select(sql, "id = :key", newcomer.id()).orElseThrow())
                                : new Outcome.UsernameTaken());
    }

    Optional<Account> byId(UUID id) {
        return database.read(sql -> select(sql, "id = :key", id));
    }

    Optional<Account> byUsernameKey(String key) {
        return database.read(sql -> select(sql, "username_key = :key", key));
    }

    Optional<Account> byEmailKey(String key) {
        return database.read(sql -> select(sql, "email_key = :key", key));
    }

    /** Ordered by username. */
    List<Account> byIds(Collection<UUID> ids) {
        return database.read(
                sql ->
                        sql.sql(
                                        "select "
                                                + COLUMNS
                                                + " from account where id in (:ids) order by username_key")
                                .param("ids", ids)
                                .query((row, number) -> read(row))
                                .list());
    }

    /** Whether there is nothing but the name to prove whose account it is. */
    boolean hasNameAlone(UUID id) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select count(*) > 0 from account a
                                        where a.id = :id and a.password_hash is null
                                            and not exists (select 1 from identity i
                                                where i.account_id = a.id)
                                            and not exists (select 1 from passkey p
                                                where p.account_id = a.id)
                                            and not exists (select 1 from totp t
                                                where t.account_id = a.id)
                                        """)
                                .param("id", id)
                                .query(Boolean.class)
                                .single());
    }

    void setDisplayName(UUID id, String displayName) {
        database.change(
                sql ->
                        sql.sql("update account set display_name = :name where id = :id")
                                .param("id", id)
                                .param("name", displayName)
                                .update());
    }

    /** Changes preferences while no other request can. */
    void changePreferences(UUID id, UnaryOperator<Preferences> change) {
        database.change(
                sql -> {
                    var current =
                            sql.sql(
                                            "select preferences from account where id = :id "
                                                    + database.dialect().forUpdate())
                                    .param("id", id)
                                    .query(String.class)
                                    .single();
                    var changed = change.apply(json.readValue(current, Preferences.class));
                    sql.sql("update account set preferences = :preferences where id = :id")
                            .param("id", id)
                            .param("preferences", json.writeValueAsString(changed))
                            .update();
                });
    }

    /**
     * Gives an account an address that its owner has shown to be theirs. Somebody else who only
     * said that it was theirs loses it.
     *
     * @return false if it is somebody else's, who has shown it
     */
    boolean setVerifiedEmail(UUID id, EmailAddress address, Instant at) {
        return database.write(
                sql -> {
                    sql.sql(
                                    """
                                    update account set email = null, email_key = null
                                    where email_key = :key and id <> :id and email_verified_at is null""")
                            .param("key", address.key())
                            .param("id", id)
                            .update();
                    return sql.sql(
                                            """
                                            update account set email = :email, email_key = :key,
                                                email_verified_at = :at, email_awaited_since = null
                                            where id = :id and not exists (
                                                select 1 from account other
                                                where other.email_key = :key and other.id <> :id)""")
                                    .param("email", address.text())
                                    .param("key", address.key())
                                    .param("at", at.toEpochMilli())
                                    .param("id", id)
                                    .update()
                            == 1;
                });
    }

    /**
     * Lets somebody in who waits for an administrator.
     *
     * @return false if nobody waits under this id
     */
    boolean approve(UUID id) {
        return database.write(
                        sql ->
                                sql.sql(
                                                """
                                                update account set approval_awaited_since = null
                                                where id = :id and approval_awaited_since is not null""")
                                        .param("id", id)
                                        .update())
                == 1;
    }

    /**
     * @return false if the password was changed by another request since {@code oldHash} was read
     */
    boolean replacePassword(UUID id, @Nullable String oldHash, String newHash) {
        return database.write(
                        sql ->
                                sql.sql(
                                                """
                                                update account set password_hash = :new
                                                where id = :id and password_hash is not distinct from :old
                                                """)
                                        .param("id", id)
                                        .param("old", oldHash)
                                        .param("new", newHash)
                                        .update())
                == 1;
    }

    /**
     * Changes the role and starts a new epoch, so that no token of the old role is accepted.
     *
     * @return false if nobody would be left to administrate; then nothing has changed
     */
    boolean setRole(UUID id, Role role) {
        return database.write(
                sql -> {
                    if (role != Role.ADMIN && isLastAdministrator(sql, id)) {
                        return false;
                    }
                    sql.sql(
                                    """
                                    update account set role = :role, auth_epoch = auth_epoch + 1
                                    where id = :id
                                    """)
                            .param("id", id)
                            .param("role", role.code())
                            .update();
                    return true;
                });
    }

    /**
     * @return false if nobody would be left to administrate; then nothing has changed
     */
    boolean suspend(UUID id, Instant at) {
        return database.write(
                sql -> {
                    if (isLastAdministrator(sql, id)) {
                        return false;
                    }
                    setSuspended(sql, id, at);
                    return true;
                });
    }

    void restore(UUID id) {
        database.change(sql -> setSuspended(sql, id, null));
    }

    /**
     * Whether somebody may go: not the only administrator while there are others. Holds until the
     * transaction ends.
     */
    boolean mayGo(UUID id) {
        return database.write(
                sql ->
                        !isLastAdministrator(sql, id)
                                || sql.sql("select count(*) = 1 from account")
                                        .query(Boolean.class)
                                        .single());
    }

    /** Who comes after the last one has gone founds anew. */
    void remove(UUID id) {
        database.change(
                sql -> {
                    sql.sql("delete from account where id = :id").param("id", id).update();
                    sql.sql(
                                    """
                                    update founding set founded_at = null
                                    where id = 1 and not exists (select 1 from account)""")
                            .update();
                });
    }

    /** Those who can administrate now. */
    List<Account> administrators() {
        return database.read(
                sql ->
                        sql.sql(
                                        "select "
                                                + COLUMNS
                                                + " from account where role = 'admin' and suspended_at is null order by id")
                                .query((row, n) -> read(row))
                                .list());
    }

    /** Accounts that nobody could ever use, because their address was not confirmed by then. */
    List<UUID> unconfirmedSince(Instant moment, int limit) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select id from account where email_awaited_since < :moment
                                        order by email_awaited_since limit :limit""")
                                .param("moment", moment.toEpochMilli())
                                .param("limit", limit)
                                .query((row, n) -> UUID.fromString(row.getString("id")))
                                .list());
    }

    private static void setSuspended(JdbcClient sql, UUID id, @Nullable Instant at) {
        sql.sql(
                        """
                        update account set suspended_at = :at, auth_epoch = auth_epoch + 1
                        where id = :id
                        """)
                .param("id", id)
                .param("at", at == null ? null : at.toEpochMilli())
                .update();
    }

    /**
     * Whether this is the only one who can administrate. All of them stay locked until the
     * transaction ends, so that two cannot take each other's rights at the same time.
     */
    private boolean isLastAdministrator(JdbcClient sql, UUID id) {
        var administrators =
                sql.sql(
                                "select id from account where role = 'admin' and suspended_at is null order by id "
                                        + database.dialect().forUpdate())
                        .query((row, n) -> UUID.fromString(row.getString("id")))
                        .list();
        return administrators.equals(List.of(id));
    }

    /** Whether nobody is founder; on PostgreSQL the row stays locked until the transaction ends. */
    private boolean isVacant(JdbcClient sql) {
        return sql.sql(
                        "select founded_at is null from founding where id = 1 "
                                + database.dialect().forUpdate())
                .query(Boolean.class)
                .single();
    }

    private static boolean claimFounding(JdbcClient sql, Instant at) {
        return sql.sql("update founding set founded_at = :at where id = 1 and founded_at is null")
                        .param("at", at.toEpochMilli())
                        .update()
                == 1;
    }

    private static boolean insert(JdbcClient sql, Newcomer newcomer) {
        var email = newcomer.email();
        return sql.sql(
                                """
                                insert into account (id, username, username_key, username_skeleton,
                                    display_name, email, email_key, role, password_hash, created_at)
                                values (:id, :username, :usernameKey, :usernameSkeleton,
                                    :displayName, :email, :emailKey, 'user', :passwordHash, :at)
                                on conflict do nothing
                                """)
                        .param("id", newcomer.id())
                        .param("username", newcomer.username().text())
                        .param("usernameKey", newcomer.username().key())
                        .param("usernameSkeleton", newcomer.username().skeleton())
                        .param("displayName", newcomer.displayName())
                        .param("email", email == null ? null : email.text())
                        .param("emailKey", email == null ? null : email.key())
                        .param("passwordHash", newcomer.passwordHash())
                        .param("at", newcomer.at().toEpochMilli())
                        .update()
                == 1;
    }

    private static boolean isUsernameTaken(JdbcClient sql, Username username) {
        return sql.sql(
                        """
                        select count(*) > 0 from account
                        where username_key = :key or username_skeleton = :skeleton
                        """)
                .param("key", username.key())
                .param("skeleton", username.skeleton())
                .query(Boolean.class)
                .single();
    }

    private Optional<Account> select(JdbcClient sql, String condition, Object key) {
        return sql.sql("select " + COLUMNS + " from account where " + condition)
                .param("key", key)
                .query((row, number) -> read(row))
                .optional();
    }

    private Account read(ResultSet row) throws SQLException {
        row.getLong("email_verified_at");
        boolean emailVerified = !row.wasNull();
        row.getLong("suspended_at");
        boolean suspended = !row.wasNull();
        row.getLong("email_awaited_since");
        boolean awaitsEmail = !row.wasNull();
        row.getLong("approval_awaited_since");
        boolean awaitsApproval = !row.wasNull();
        return new Account(
                UUID.fromString(row.getString("id")),
                row.getString("username"),
                row.getString("display_name"),
                row.getString("email"),
                emailVerified,
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                row.getString("password_hash"),
                json.readValue(row.getString("preferences"), Preferences.class),
                row.getInt("auth_epoch"),
                suspended,
                awaitsEmail,
                awaitsApproval,
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
