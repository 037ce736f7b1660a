package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.account.JdbcAccountTokenStore.Allowance;
import app.parley.account.JdbcAccountTokenStore.Purpose;
import app.parley.platform.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

abstract class AccountTokenContract {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final Allowance MANY = new Allowance(100, Duration.ofHours(1));

    private Database database;
    private JdbcAccountStore accounts;
    private JdbcAccountTokenStore tokens;
    private Account ada;

    protected abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        accounts = new JdbcAccountStore(database, new JsonMapper());
        tokens = new JdbcAccountTokenStore(database);
        ada = TestAccounts.added(accounts, "ada.lovelace");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void ofAllWhoComeWithALinkAtOnceOneUsesIt() throws Exception {
        var token = issued(Purpose.RESET_PASSWORD, NOW, MANY);
        var attempts = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 16; i++) {
            attempts.add(
                    () -> tokens.redeem(token.text(), Purpose.RESET_PASSWORD, NOW).isPresent());
        }

        int used = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var attempt : threads.invokeAll(attempts)) {
                used += attempt.get() ? 1 : 0;
            }
        }

        assertThat(used).isEqualTo(1);
    }

    @Test
    void aLinkIsForOneThingAndForAWhile() {
        var token = issued(Purpose.RESET_PASSWORD, NOW, MANY);

        assertThat(tokens.redeem(token.text(), Purpose.VERIFY_EMAIL, NOW)).isEmpty();
        assertThat(tokens.redeem(token.text(), Purpose.RESET_PASSWORD, NOW.plus(LIFE))).isEmpty();
        assertThat(tokens.redeem(token.text() + " ", Purpose.RESET_PASSWORD, NOW)).isEmpty();
        assertThat(tokens.redeem("", Purpose.RESET_PASSWORD, NOW)).isEmpty();
        var redeemed =
                tokens.redeem(token.text(), Purpose.RESET_PASSWORD, NOW.plus(LIFE).minusMillis(1))
                        .orElseThrow();
        assertThat(redeemed.accountId()).isEqualTo(ada.id());
        assertThat(redeemed.address()).isEqualTo("ada@example.org");
    }

    @Test
    void aNewLinkMakesTheOneBeforeVoid() {
        var first = issued(Purpose.RESET_PASSWORD, NOW, MANY);
        var second = issued(Purpose.RESET_PASSWORD, NOW, MANY);

        assertThat(tokens.holder(first.text(), Purpose.RESET_PASSWORD, NOW)).isEmpty();
        assertThat(tokens.holder(second.text(), Purpose.RESET_PASSWORD, NOW)).contains(ada.id());
    }

    @Test
    void onlySoManyAreGivenWithinAnHour() throws Exception {
        var three = new Allowance(3, Duration.ofHours(1));
        var attempts = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 12; i++) {
            attempts.add(
                    () ->
                            tokens.issue(
                                    ada.id(),
                                    Purpose.RESET_PASSWORD,
                                    SecretToken.create(),
                                    null,
                                    null,
                                    NOW,
                                    NOW.plus(LIFE),
                                    three));
        }
        int given = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var attempt : threads.invokeAll(attempts)) {
                given += attempt.get() ? 1 : 0;
            }
        }

        assertThat(given).isEqualTo(3);
        issued(Purpose.RESET_PASSWORD, NOW.plus(Duration.ofHours(1)), three);
    }

    @Test
    void theDatabaseKeepsNoSecret() {
        var token = issued(Purpose.RESET_PASSWORD, NOW, MANY);

        long found =
                database.read(
                        sql ->
                                sql.sql(
                                                """
                                                select count(*) from account_token
                                                where address = :text or cast(id as text) = :text""")
                                        .param("text", token.text())
                                        .query(Long.class)
                                        .single());

        assertThat(found).isZero();
        assertThat(token.hash()).hasSize(32);
    }

    @Test
    void anAddressGoesToWhoeverHasShownThatItIsTheirs() {
        var address = EmailAddress.parse("grace@example.org").orElseThrow();
        var squatter =
                ((JdbcAccountStore.Outcome.Registered)
                                accounts.add(
                                        TestAccounts.newcomer("squatter", "Grace@Example.org", NOW),
                                        true))
                        .account();

        assertThat(accounts.setVerifiedEmail(ada.id(), address, NOW)).isTrue();

        assertThat(accounts.byId(squatter.id()).orElseThrow().email()).isNull();
        assertThat(accounts.byEmailKey("grace@example.org").orElseThrow().id()).isEqualTo(ada.id());
        assertThat(accounts.setVerifiedEmail(squatter.id(), address, NOW)).isFalse();
        assertThat(accounts.byId(squatter.id()).orElseThrow().emailVerified()).isFalse();
    }

    @Test
    void linksGoWithTheirAccountsAndWhenTheyNoLongerCount() {
        var token = issued(Purpose.RESET_PASSWORD, NOW, MANY);
        tokens.forgetBefore(NOW.plus(LIFE));
        assertThat(tokens.holder(token.text(), Purpose.RESET_PASSWORD, NOW)).isPresent();

        tokens.forgetBefore(NOW.plus(LIFE).plusMillis(1));
        assertThat(tokens.holder(token.text(), Purpose.RESET_PASSWORD, NOW)).isEmpty();
        assertThat(tokens.holder(UUID.randomUUID().toString(), Purpose.NEW_EMAIL, NOW)).isEmpty();
    }

    private SecretToken issued(Purpose purpose, Instant at, Allowance allowance) {
        var token = SecretToken.create();
        assertThat(
                        tokens.issue(
                                ada.id(),
                                purpose,
                                token,
                                "ada@example.org",
                                null,
                                at,
                                at.plus(LIFE),
                                allowance))
                .isTrue();
        return token;
    }
}
