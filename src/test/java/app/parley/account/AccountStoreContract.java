package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.account.JdbcAccountStore.Outcome;
import app.parley.platform.db.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

abstract class AccountStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-21T10:15:30.123Z");

    private Database database;
    private JdbcAccountStore accounts;

    protected abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        accounts = new JdbcAccountStore(database, new JsonMapper());
    }

    @AfterEach
    void close() throws Exception {
        ((AutoCloseable) database).close();
    }

    @Test
    void keepsWhatANewcomerBrings() {
        var newcomer = TestAccounts.newcomer("Ada.Lovelace", "Ada@Example.org", NOW);

        var account = ((Outcome.Registered) accounts.add(newcomer, true)).account();

        assertThat(account)
                .isEqualTo(
                        new Account(
                                newcomer.id(),
                                "Ada.Lovelace",
                                "Ada.Lovelace",
                                "Ada@Example.org",
                                false,
                                Role.ADMIN,
                                "hash of Ada.Lovelace",
                                Preferences.NONE,
                                0,
                                false,
                                false,
                                false,
                                NOW));
        assertThat(accounts.byId(newcomer.id())).contains(account);
        assertThat(accounts.byUsernameKey("ada.lovelace")).contains(account);
        assertThat(accounts.byEmailKey("ada@example.org")).contains(account);
        assertThat(accounts.byUsernameKey("Ada.Lovelace")).isEmpty();
    }

    @Test
    void makesExactlyOneFounderOfTwoHundredWhoComeAtOnce() throws Exception {
        assertThat(accounts.hasFounder()).isFalse();

        var outcomes =
                atOnce(
                        IntStream.range(0, 200)
                                .<Callable<Outcome>>mapToObj(i -> () -> arrived(i))
                                .toList());

        assertThat(outcomes).hasSize(200).allMatch(Outcome.Registered.class::isInstance);
        assertThat(outcomes)
                .filteredOn(o -> ((Outcome.Registered) o).account().role() == Role.ADMIN)
                .hasSize(1);
        assertThat(accounts.hasFounder()).isTrue();
    }

    /** Every other one comes from a provider of identities. */
    private Outcome arrived(int number) {
        var newcomer = TestAccounts.newcomer("person-" + number, null, NOW);
        return number % 2 == 0 ? accounts.add(newcomer, true) : accounts.addVouchedFor(newcomer);
    }

    @Test
    void letsOnlyTheFounderInWhereRegistrationIsClosed() throws Exception {
        var outcomes =
                atOnce(
                        IntStream.range(0, 20)
                                .<Callable<Outcome>>mapToObj(
                                        i ->
                                                () ->
                                                        accounts.add(
                                                                TestAccounts.newcomer(
                                                                        "person-" + i, null, NOW),
                                                                false))
                                .toList());

        assertThat(outcomes).filteredOn(Outcome.Registered.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Outcome.RegistrationClosed.class::isInstance).hasSize(19);
    }

    @Test
    void aNewcomerWhoIsRefusedLeavesTheFoundingToTheNext() {
        // Only possible with an account from elsewhere, such as an import.
        TestAccounts.added(accounts, "somebody");
        database.change(sql -> sql.sql("update founding set founded_at = null").update());

        var refused = accounts.add(TestAccounts.newcomer("somebody", null, NOW), true);

        assertThat(refused).isEqualTo(new Outcome.UsernameTaken());
        assertThat(accounts.hasFounder()).isFalse();
    }

    @Test
    void givesANameToOneOfManyWhoAskForItAtOnce() throws Exception {
        var outcomes =
                atOnce(
                        IntStream.range(0, 20)
                                .<Callable<Outcome>>mapToObj(
                                        i ->
                                                () ->
                                                        accounts.add(
                                                                TestAccounts.newcomer(
                                                                        i % 2 == 0
                                                                                ? "same"
                                                                                : "SAME",
                                                                        null,
                                                                        NOW),
                                                                true))
                                .toList());

        assertThat(outcomes).filteredOn(Outcome.Registered.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Outcome.UsernameTaken.class::isInstance).hasSize(19);
    }

    @Test
    void refusesNamesThatCannotBeToldApartAndAddressesThatDifferInCase() {
        accounts.add(TestAccounts.newcomer("coco", "coco@example.org", NOW), true);

        var cyrillic = accounts.add(TestAccounts.newcomer("сосо", null, NOW), true);
        var digits = accounts.add(TestAccounts.newcomer("c0co", null, NOW), true);
        var address = accounts.add(TestAccounts.newcomer("other", "COCO@EXAMPLE.ORG", NOW), true);

        assertThat(cyrillic).isEqualTo(new Outcome.UsernameTaken());
        assertThat(digits).isEqualTo(new Outcome.UsernameTaken());
        assertThat(address).isEqualTo(new Outcome.EmailTaken());
    }

    @Test
    void losesNoPreferenceThatIsSetAtTheSameTime() throws Exception {
        var id = TestAccounts.added(accounts, "person").id();

        atOnce(
                List.<Callable<Boolean>>of(
                        () -> {
                            accounts.changePreferences(
                                    id,
                                    p ->
                                            new Preferences(
                                                    Preferences.Theme.DARK,
                                                    p.language(),
                                                    p.defaultModel(),
                                                    p.lastConversationId(),
                                                    p.sidebarCollapsed()));
                            return true;
                        },
                        () -> {
                            accounts.changePreferences(
                                    id,
                                    p ->
                                            new Preferences(
                                                    p.theme(),
                                                    "de",
                                                    p.defaultModel(),
                                                    p.lastConversationId(),
                                                    true));
                            return true;
                        }));

        assertThat(accounts.byId(id).orElseThrow().preferences())
                .isEqualTo(new Preferences(Preferences.Theme.DARK, "de", null, null, true));
    }

    @Test
    void replacesThePasswordThatWasReadAndNoOther() {
        var account = TestAccounts.added(accounts, "person");

        assertThat(accounts.replacePassword(account.id(), account.passwordHash(), "new")).isTrue();
        assertThat(accounts.replacePassword(account.id(), account.passwordHash(), "newer"))
                .isFalse();
        assertThat(accounts.byId(account.id()).orElseThrow().passwordHash()).isEqualTo("new");
    }

    @Test
    void startsANewEpochWhenRightsChange() {
        TestAccounts.added(accounts, "founder");
        var id = TestAccounts.added(accounts, "person").id();

        assertThat(accounts.setRole(id, Role.USER)).isTrue();
        assertThat(accounts.suspend(id, NOW)).isTrue();
        var suspended = accounts.byId(id).orElseThrow();
        accounts.restore(id);
        var restored = accounts.byId(id).orElseThrow();

        assertThat(suspended.role()).isEqualTo(Role.USER);
        assertThat(suspended.suspended()).isTrue();
        assertThat(suspended.authEpoch()).isEqualTo(2);
        assertThat(restored.suspended()).isFalse();
        assertThat(restored.authEpoch()).isEqualTo(3);
    }

    @Test
    void theLastAdministratorStays() {
        var founder = TestAccounts.added(accounts, "founder").id();
        var person = TestAccounts.added(accounts, "person").id();
        assertThat(accounts.setRole(founder, Role.USER)).isFalse();
        assertThat(accounts.suspend(founder, NOW)).isFalse();
        assertThat(accounts.byId(founder).orElseThrow().role()).isEqualTo(Role.ADMIN);
        assertThat(accounts.byId(founder).orElseThrow().suspended()).isFalse();
        assertThat(accounts.byId(founder).orElseThrow().authEpoch()).isZero();

        accounts.setRole(person, Role.ADMIN);
        assertThat(accounts.suspend(person, NOW)).isTrue();
        assertThat(accounts.setRole(founder, Role.USER)).as("the other is suspended").isFalse();
        accounts.restore(person);
        assertThat(accounts.setRole(founder, Role.USER)).isTrue();
        assertThat(accounts.suspend(person, NOW)).isFalse();
        assertThat(accounts.setRole(person, Role.ADMIN)).as("stays what they are").isTrue();
    }

    @Test
    void administratorsCannotTakeEachOthersRightsAtTheSameTime() throws Exception {
        var ann = TestAccounts.added(accounts, "ann").id();
        var bob = TestAccounts.added(accounts, "bob").id();
        for (int round = 0; round < 20; round++) {
            accounts.setRole(ann, Role.ADMIN);
            accounts.setRole(bob, Role.ADMIN);
            var taken =
                    atOnce(
                            List.<Callable<Boolean>>of(
                                    () -> accounts.setRole(ann, Role.USER),
                                    () -> accounts.setRole(bob, Role.USER)));
            assertThat(taken).containsExactlyInAnyOrder(true, false);
        }
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running =
                    calls.stream()
                            .map(
                                    call ->
                                            threads.submit(
                                                    () -> {
                                                        start.await();
                                                        return call.call();
                                                    }))
                            .toList();
            start.countDown();
            List<T> results = new ArrayList<>();
            for (var future : running) {
                results.add(future.get());
            }
            return results;
        }
    }
}
