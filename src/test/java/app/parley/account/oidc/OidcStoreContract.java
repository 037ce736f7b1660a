package app.parley.account.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.account.oidc.JdbcIdentityProviderStore.Row;
import app.parley.account.oidc.JdbcIdentityStore.Identity;
import app.parley.account.oidc.JdbcIdentityStore.OpenedSession;
import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

abstract class OidcStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String ISSUER = "https://id.example.org";

    private Database database;
    private JdbcAttemptStore attempts;
    private JdbcIdentityStore identities;
    private JdbcIdentityProviderStore providers;

    protected abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        attempts = new JdbcAttemptStore(database);
        identities = new JdbcIdentityStore(database);
        providers = new JdbcIdentityProviderStore(database, new JsonMapper());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void handsAnAttemptOutOnceHoweverManyAsk() throws Exception {
        var attempt = attempt(null);
        attempts.add(bytes("state"), bytes("browser"), attempt);
        List<Future<Boolean>> askers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                askers.add(
                        threads.submit(
                                () ->
                                        attempts.take(
                                                        bytes("state"),
                                                        bytes("browser"),
                                                        NOW.minusSeconds(600))
                                                .isPresent()));
            }
        }

        int handedOut = 0;
        for (var asker : askers) {
            handedOut += asker.get() ? 1 : 0;
        }
        assertThat(handedOut).isEqualTo(1);
    }

    @Test
    void anotherBrowserNeitherTakesAnAttemptNorSpoilsIt() {
        var session = session(account());
        var attempt = attempt(session);
        attempts.add(bytes("state"), bytes("browser"), attempt);

        assertThat(attempts.take(bytes("state"), bytes("thief"), Instant.EPOCH)).isEmpty();
        assertThat(attempts.take(bytes("state"), bytes("browser"), NOW)).isEmpty();
        assertThat(attempts.take(bytes("state"), bytes("browser"), NOW.minusMillis(1)))
                .contains(attempt);
    }

    @Test
    void forgetsAttemptsThatAreOver() {
        attempts.add(bytes("state"), bytes("browser"), attempt(null));

        assertThat(attempts.forgetBefore(NOW.minusMillis(1))).isZero();
        assertThat(attempts.forgetBefore(NOW)).isEqualTo(1);
    }

    @Test
    void anIdentityIsOneAccountsAlone() {
        var first = identity(account(), "sub");
        var second = identity(account(), "sub");
        var cased = identity(second.accountId(), "SUB");

        assertThat(identities.add(first)).isTrue();
        assertThat(identities.add(second)).isFalse();
        assertThat(identities.add(cased)).isTrue();
        assertThat(identities.find(ISSUER, "sub")).contains(first);
        assertThat(identities.find(ISSUER + "/", "sub")).isEmpty();
        assertThat(identities.of(second.accountId())).containsExactly(cased);
        assertThat(identities.remove(second.accountId(), first.id())).isFalse();
        assertThat(identities.remove(first.accountId(), first.id())).isTrue();
        assertThat(identities.find(ISSUER, "sub")).isEmpty();
    }

    @Test
    void findsTheLivingSessionsThatAnIssuerOpened() {
        var identity = identity(account(), "sub");
        var other = identity(account(), "other");
        identities.add(identity);
        identities.add(other);
        var laptop = session(identity.accountId());
        var phone = session(identity.accountId());
        var foreign = session(other.accountId());
        var unrelated = session(identity.accountId());
        identities.addSession(laptop, identity, "oidc", "one", "sealed", URI.create(ISSUER));
        identities.addSession(phone, identity, "oidc", "two", "sealed", null);
        identities.addSession(foreign, other, "oidc", "one", "sealed", null);

        assertThat(identities.openedBy(ISSUER, "sub", null))
                .containsExactlyInAnyOrder(opened(identity, laptop), opened(identity, phone));
        assertThat(identities.openedBy(ISSUER, "sub", "one"))
                .containsExactly(opened(identity, laptop));
        assertThat(identities.openedBy(ISSUER, null, "one"))
                .containsExactlyInAnyOrder(opened(identity, laptop), opened(other, foreign));
        assertThat(identities.openedBy("https://evil.test", "sub", null)).isEmpty();
        assertThat(identities.endOf(laptop).orElseThrow().endpoint()).isEqualTo(URI.create(ISSUER));
        assertThat(identities.endOf(phone).orElseThrow().endpoint()).isNull();
        assertThat(identities.endOf(unrelated)).isEmpty();
        end(laptop);
        assertThat(identities.openedBy(ISSUER, "sub", null))
                .containsExactly(opened(identity, phone));
    }

    @Test
    void aLogoutTokenCountsOnceForItsIssuer() {
        assertThat(identities.useLogoutToken(ISSUER, "1", NOW)).isTrue();
        assertThat(identities.useLogoutToken(ISSUER, "1", NOW)).isFalse();
        assertThat(identities.useLogoutToken("https://other.test", "1", NOW)).isTrue();
        assertThat(identities.forgetLogoutTokensBefore(NOW.plusMillis(1))).isEqualTo(2);
        assertThat(identities.useLogoutToken(ISSUER, "1", NOW)).isTrue();
    }

    @Test
    void anErasedAccountLeavesNoIdentity() {
        var identity = identity(account(), "sub");
        identities.add(identity);
        identities.addSession(
                session(identity.accountId()), identity, "oidc", "one", "sealed", null);

        database.change(
                sql ->
                        sql.sql("delete from account where id = :id")
                                .param("id", identity.accountId())
                                .update());

        assertThat(identities.find(ISSUER, "sub")).isEmpty();
        assertThat(identities.openedBy(ISSUER, "sub", null)).isEmpty();
    }

    @Test
    void keepsProvidersAsTheyAre() {
        var row =
                new Row(
                        Ids.newId(),
                        Preset.GITHUB,
                        "GitHub",
                        "https://github.com",
                        "client",
                        "sealed",
                        true,
                        SignUpRule.DOMAINS,
                        List.of("example.org", "münchen.example"),
                        "groups",
                        List.of("it"),
                        NOW);
        providers.add(row);
        assertThat(providers.find(row.id())).contains(row);
        var changed =
                new Row(
                        row.id(),
                        null,
                        "Other",
                        ISSUER,
                        "other",
                        null,
                        false,
                        SignUpRule.EXISTING,
                        List.of(),
                        null,
                        List.of(),
                        NOW);

        assertThat(providers.update(changed)).isTrue();

        assertThat(providers.all()).containsExactly(changed);
        assertThat(providers.delete(row.id())).isTrue();
        assertThat(providers.delete(row.id())).isFalse();
        assertThat(providers.update(changed)).isFalse();
        assertThat(providers.find(row.id())).isEmpty();
    }

    private static Attempt attempt(UUID session) {
        return new Attempt(
                "oidc",
                session == null ? Attempt.Purpose.SIGN_IN : Attempt.Purpose.STEP_UP,
                session,
                "https://chat.example.org/callback",
                "/chats/1",
                NOW);
    }

    private static Identity identity(UUID accountId, String subject) {
        return new Identity(Ids.newId(), accountId, ISSUER, subject, "oidc", "hint", NOW);
    }

    private static OpenedSession opened(Identity identity, UUID session) {
        return new OpenedSession(identity.accountId(), session);
    }

    private UUID account() {
        var id = Ids.newId();
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into account (id, username, username_key,
                                            username_skeleton, display_name, role, created_at)
                                        values (:id, :name, :name, :name, 'Name', 'user', 0)
                                        """)
                                .param("id", id)
                                .param("name", id.toString())
                                .update());
        return id;
    }

    private UUID session(UUID accountId) {
        var id = Ids.newId();
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into session (id, account_id, token_hash, rotated_at,
                                            created_at, last_used_at, expires_at, user_agent,
                                            ip_address)
                                        values (:id, :account, :hash, 0, 0, 0, 9999999999999, '',
                                            '')
                                        """)
                                .param("id", id)
                                .param("account", accountId)
                                .param("hash", bytes(id.toString()))
                                .update());
        return id;
    }

    private void end(UUID session) {
        database.change(
                sql ->
                        sql.sql("update session set ended_at = 1 where id = :id")
                                .param("id", session)
                                .update());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
