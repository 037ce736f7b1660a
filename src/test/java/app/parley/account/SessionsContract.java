package app.parley.account;

import static app.parley.support.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.platform.db.Database;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.secret.TestSecretKeys;
import app.parley.support.RecordedAudit;
import app.parley.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

abstract class SessionsContract {
    private static final Client PHONE = new Client("phone", "2001:db8::1");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final List<Object> events = new CopyOnWriteArrayList<>();
    private final RecordedAudit audit = new RecordedAudit();
    private Database database;
    private JdbcAccountStore accounts;
    private Sessions sessions;
    private UUID owner;

    protected abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        accounts = new JdbcAccountStore(database, new JsonMapper());
        sessions = newSessions("a secret key of this installation");
        owner = TestAccounts.added(accounts, "owner").id();
    }

    @AfterEach
    void close() throws Exception {
        ((AutoCloseable) database).close();
    }

    @Test
    void tradesATokenForItsSuccessor() {
        var first = sessions.open(owner, TestAccounts.CLIENT);
        clock.advance(Duration.ofMinutes(4));

        var second = renew(first);
        var third = renew(second);

        assertThat(new HashSet<>(List.of(text(first), text(second), text(third)))).hasSize(3);
        assertThat(third.sessionId()).isEqualTo(first.sessionId());
        assertThat(third.accountId()).isEqualTo(owner);
        var listed = sessions.live(owner).getFirst();
        assertThat(listed.client()).isEqualTo(PHONE);
        assertThat(listed.lastUsedAt()).isEqualTo(clock.instant());
        assertThat(listed.createdAt()).isBefore(clock.instant());
    }

    @Test
    void keepsNoTokenInTheDatabase() {
        var grant = sessions.open(owner, TestAccounts.CLIENT);

        var row = sessions.live(owner).getFirst();

        assertThat(row.tokenHash()).hasSize(32).isEqualTo(grant.token().hash());
    }

    @Test
    void givesTheSameSuccessorOnceMoreForTenSeconds() {
        var first = sessions.open(owner, TestAccounts.CLIENT);
        var second = renew(first);

        clock.advance(Duration.ofSeconds(10));

        assertThat(text(renew(first))).isEqualTo(text(second));
        assertThat(sessions.isLive(first.sessionId())).isTrue();
        renew(second);
    }

    @Test
    void givesOneSuccessorToManyTabsThatAskAtOnce() throws Exception {
        var first = sessions.open(owner, TestAccounts.CLIENT);
        List<Future<String>> tabs = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                tabs.add(threads.submit(() -> text(renew(first))));
            }
        }

        var successors = new HashSet<String>();
        for (var tab : tabs) {
            successors.add(tab.get());
        }

        assertThat(successors).hasSize(1);
        assertThat(events).isEmpty();
    }

    @Test
    void endsTheSessionWhenAReplacedTokenComesBackLater() {
        var first = sessions.open(owner, TestAccounts.CLIENT);
        var second = renew(first);
        clock.advance(Duration.ofSeconds(11));

        assertRefused(first);

        assertRefused(second);
        assertThat(sessions.isLive(first.sessionId())).isFalse();
        assertThat(events).containsExactly(new SessionEnded(owner, first.sessionId()));
    }

    @Test
    void endsTheSessionWhenATokenFromBeforeThePreviousComesBackAtOnce() {
        var first = sessions.open(owner, TestAccounts.CLIENT);
        var second = renew(first);
        var third = renew(second);

        assertRefused(first);

        assertRefused(third);
        assertThat(sessions.live(owner)).isEmpty();
    }

    @Test
    void aTokenThatWasNeverGivenEndsNothing() {
        var mine = sessions.open(owner, TestAccounts.CLIENT);
        var forged =
                RefreshToken.first(
                        mine.sessionId(),
                        TestSecretKeys.of("the secret key of another installation")
                                .derive("refresh-token", "HmacSHA256"));

        assertRefused(forged.text());
        assertRefused("");
        assertRefused("not a token");
        assertRefused(text(mine).substring(1));

        renew(mine);
        assertThat(events).isEmpty();
    }

    @Test
    void aChangeOfTheKeyTakesEveryTokenBack() {
        var mine = sessions.open(owner, TestAccounts.CLIENT);

        sessions = newSessions("the next secret key of this installation");

        assertRefused(mine);
    }

    @Test
    void endsAfterThirtyDaysWithoutUseAndNinetyInAll() {
        var idle = sessions.open(owner, TestAccounts.CLIENT);
        var used = sessions.open(owner, TestAccounts.CLIENT);
        assertThat(used.lifetime()).isEqualTo(Duration.ofDays(30));

        for (int day = 0; day < 80; day += 20) {
            used = renew(used);
            clock.advance(Duration.ofDays(20));
        }
        assertThat(sessions.isLive(idle.sessionId())).isFalse();
        assertRefused(idle);
        used = renew(used);
        assertThat(used.lifetime()).isEqualTo(Duration.ofDays(10));
        clock.advance(Duration.ofDays(10));

        assertRefused(used);
        assertThat(sessions.live(owner)).isEmpty();
    }

    @Test
    void endsOneSessionOfItsOwnerAlone() {
        var other = TestAccounts.added(accounts, "other").id();
        var mine = sessions.open(owner, TestAccounts.CLIENT);

        assertThat(sessions.end(other, mine.sessionId(), EndReason.ENDED_BY_OWNER)).isFalse();
        assertThat(sessions.isLive(mine.sessionId())).isTrue();
        assertThat(sessions.end(owner, mine.sessionId(), EndReason.ENDED_BY_OWNER)).isTrue();
        assertThat(sessions.end(owner, mine.sessionId(), EndReason.ENDED_BY_OWNER)).isFalse();

        assertThat(sessions.isLive(mine.sessionId())).isFalse();
        assertThat(events).containsExactly(new SessionEnded(owner, mine.sessionId()));
        assertRefused(mine);
    }

    @Test
    void endsAllSessionsButOne() {
        var other = TestAccounts.added(accounts, "other").id();
        var foreign = sessions.open(other, TestAccounts.CLIENT);
        var kept = sessions.open(owner, TestAccounts.CLIENT);
        var ended = sessions.open(owner, TestAccounts.CLIENT);

        sessions.endAll(owner, kept.sessionId(), EndReason.ENDED_BY_OWNER);

        assertThat(sessions.live(owner))
                .extracting(SessionRow::id)
                .containsExactly(kept.sessionId());
        assertThat(sessions.isLive(foreign.sessionId())).isTrue();
        assertThat(events).containsExactly(new SessionEnded(owner, ended.sessionId()));
    }

    @Test
    void seesSoonWhatAnotherReplicaEnded() {
        var mine = sessions.open(owner, TestAccounts.CLIENT);
        assertThat(sessions.isLive(mine.sessionId())).isTrue();

        newSessions("a secret key of this installation")
                .end(owner, mine.sessionId(), EndReason.ENDED_BY_OWNER);

        eventually(() -> assertThat(sessions.isLive(mine.sessionId())).isFalse());
    }

    private Rights rights() {
        var letters =
                new EmailLetters(
                        accounts,
                        new JdbcAccountTokenStore(database),
                        database,
                        events::add,
                        clock);
        return new Rights(accounts, sessions, letters, audit, database, clock);
    }

    @Test
    void aSuspendedAccountHasNoSessions() {
        var rights = rights();
        anotherAdministrator(rights);
        var mine = sessions.open(owner, TestAccounts.CLIENT);

        rights.suspend(owner);

        assertThat(sessions.isLive(mine.sessionId())).isFalse();
        assertRefused(mine);
        assertThat(events).containsExactly(new SessionEnded(owner, mine.sessionId()));
        rights.restore(owner);
        assertThat(sessions.isLive(mine.sessionId())).isFalse();
    }

    @Test
    void aChangedRoleHoldsAtOnce() {
        var rights = rights();
        anotherAdministrator(rights);
        var mine = sessions.open(owner, TestAccounts.CLIENT);
        assertThat(sessions.holder(mine.sessionId()).orElseThrow().role()).isEqualTo(Role.ADMIN);

        rights.changeRole(owner, Role.USER);

        var holder = sessions.holder(mine.sessionId()).orElseThrow();
        assertThat(holder.role()).isEqualTo(Role.USER);
        assertThat(holder.authEpoch()).isEqualTo(1);
    }

    @Test
    void theOnlyAdministratorKeepsTheirRightsAndSessions() {
        var rights = rights();
        var mine = sessions.open(owner, TestAccounts.CLIENT);

        for (var attempt :
                List.<Runnable>of(
                        () -> rights.suspend(owner), () -> rights.changeRole(owner, Role.USER))) {
            assertThatThrownBy(attempt::run)
                    .isInstanceOf(ParleyException.class)
                    .hasMessageContaining("only administrator")
                    .extracting(refused -> ((ParleyException) refused).code())
                    .isEqualTo(ErrorCode.CONFLICT);
        }

        assertThat(sessions.holder(mine.sessionId()).orElseThrow().role()).isEqualTo(Role.ADMIN);
        assertThat(events).isEmpty();
    }

    private void anotherAdministrator(Rights rights) {
        rights.changeRole(TestAccounts.added(accounts, "another").id(), Role.ADMIN);
    }

    @Test
    void forgetsOnlyWhatEndedLongAgo() {
        var store = new JdbcSessionStore(database);
        var ended = sessions.open(owner, TestAccounts.CLIENT);
        sessions.end(owner, ended.sessionId(), EndReason.SIGNED_OUT);
        clock.advance(Duration.ofDays(1));
        var live = sessions.open(owner, TestAccounts.CLIENT);

        assertThat(store.forgetBefore(clock.instant().minus(Duration.ofDays(2)))).isZero();
        assertThat(store.forgetBefore(clock.instant())).isOne();

        assertThat(store.find(ended.sessionId())).isEmpty();
        assertThat(store.find(live.sessionId())).isPresent();
    }

    private Sessions newSessions(String secretKey) {
        return new Sessions(
                new JdbcSessionStore(database),
                TestAccounts.SETTINGS,
                clock,
                events::add,
                audit,
                database,
                TestSecretKeys.lasting(secretKey));
    }

    private Sessions.Grant renew(Sessions.Grant grant) {
        return sessions.renew(text(grant), PHONE);
    }

    private void assertRefused(Sessions.Grant grant) {
        assertRefused(text(grant));
    }

    private void assertRefused(String token) {
        assertThatThrownBy(() -> sessions.renew(token, PHONE))
                .isInstanceOfSatisfying(
                        ParleyException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
    }

    private static String text(Sessions.Grant grant) {
        return grant.token().text();
    }
}
