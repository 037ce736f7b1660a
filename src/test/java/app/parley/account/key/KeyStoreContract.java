package app.parley.account.key;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.account.KeyScope;
import app.parley.account.Role;
import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import app.parley.platform.task.VirtualTasks;
import app.parley.support.Awaiting;
import app.parley.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class KeyStoreContract {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String SOMEWHERE = "192.0.2.7";

    private final SettableClock clock = new SettableClock(NOON);
    private Database database;
    private JdbcKeyStore store;
    private UUID owner;

    protected abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        store = new JdbcKeyStore(database);
        owner = account("owner", "admin");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsWhatAKeyIsAndWhoHoldsIt() {
        var key = key(owner, NOON.plusSeconds(60), "10.0.0.0/8", "2001:db8::/32");
        assertThat(store.add(key, 9)).isTrue();

        var held = store.holder(key.id(), NOON).orElseThrow();

        assertThat(held.key()).usingRecursiveComparison().isEqualTo(key);
        assertThat(held.username()).isEqualTo("owner");
        assertThat(held.ownersRole()).isEqualTo(Role.ADMIN);
        assertThat(held.user().role())
                .as("without the scope a key is no administrator's")
                .isEqualTo(Role.USER);
    }

    @Test
    void opensNothingOnceItHasExpired() {
        var key = key(owner, NOON.plusSeconds(60));
        store.add(key, 9);

        assertThat(store.holder(key.id(), NOON.plusSeconds(59))).isPresent();
        assertThat(store.holder(key.id(), NOON.plusSeconds(60))).isEmpty();
        assertThat(store.of(owner)).as("its owner sees it").hasSize(1);
    }

    @Test
    void opensNothingWhileItsOwnerIsSuspended() {
        var key = key(owner, null);
        store.add(key, 9);

        database.change(
                sql ->
                        sql.sql("update account set suspended_at = 1 where id = :id")
                                .param("id", owner)
                                .update());

        assertThat(store.holder(key.id(), NOON)).isEmpty();
    }

    @Test
    void isRemovedByItsOwnerAlone() {
        var key = key(owner, null);
        store.add(key, 9);

        assertThat(store.remove(account("stranger", "user"), key.id())).isFalse();
        assertThat(store.holder(key.id(), NOON)).isPresent();
        assertThat(store.remove(owner, key.id())).isTrue();
        assertThat(store.holder(key.id(), NOON)).isEmpty();
        assertThat(store.remove(owner, key.id())).isFalse();
    }

    @Test
    void listsTheNewestFirstAndNobodyElses() {
        var first = key(owner, null);
        store.add(first, 9);
        clock.advance(Duration.ofSeconds(1));
        var second = key(owner, null);
        store.add(second, 9);
        store.add(key(account("stranger", "user"), null), 9);

        assertThat(store.of(owner)).extracting(KeyRow::id).containsExactly(second.id(), first.id());
    }

    @Test
    void neverKeepsMoreThanAnAccountMayHave() throws Exception {
        List<Future<Boolean>> added = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                added.add(threads.submit(() -> store.add(key(owner, null), 5)));
            }
        }

        int kept = 0;
        for (var one : added) {
            kept += one.get() ? 1 : 0;
        }
        assertThat(kept).isEqualTo(5);
        assertThat(store.of(owner)).hasSize(5);
    }

    @Test
    void notesAUseOnceAMinute() {
        var key = key(owner, null);
        store.add(key, 9);
        var live = new LiveKeys(store, new VirtualTasks(), clock);

        use(live, key, SOMEWHERE);
        Awaiting.eventually(() -> assertThat(lastUse()).isEqualTo(NOON));
        clock.advance(Duration.ofSeconds(59));
        use(live, key, "192.0.2.8");
        store.used(key.id(), clock.instant(), "192.0.2.8", NOON.minusSeconds(1));
        assertThat(lastUse()).isEqualTo(NOON);
        clock.advance(Duration.ofSeconds(1));
        use(live, key, "192.0.2.9");

        Awaiting.eventually(() -> assertThat(lastUse()).isEqualTo(NOON.plusSeconds(60)));
        assertThat(store.of(owner).getFirst().lastUsedFrom()).isEqualTo("192.0.2.9");
    }

    @Test
    void aRevokedKeyIsForgottenAtOnceAndSoonByOtherReplicas() {
        var key = key(owner, null);
        store.add(key, 9);
        var here = new LiveKeys(store, new VirtualTasks(), clock);
        var replica = new LiveKeys(store, new VirtualTasks(), clock);
        assertThat(here.find(key.id())).isPresent();
        assertThat(replica.find(key.id())).isPresent();

        store.remove(owner, key.id());
        here.forget(key.id());

        assertThat(here.find(key.id())).isEmpty();
        Awaiting.eventually(() -> assertThat(replica.find(key.id())).isEmpty());
    }

    private static void use(LiveKeys live, KeyRow key, String from) {
        live.used(live.find(key.id()).orElseThrow().key(), from);
    }

    private Instant lastUse() {
        return store.of(owner).getFirst().lastUsedAt();
    }

    private KeyRow key(UUID account, Instant expires, String... networks) {
        var key = BearerKey.generate(Ids.newId());
        return new KeyRow(
                key.id(),
                account,
                "nightly report",
                key.hint(),
                KeyKind.BEARER,
                key.hash(),
                null,
                Set.of(KeyScope.CHAT, KeyScope.KNOWLEDGE_READ),
                new AllowedNetworks(List.of(networks)),
                clock.instant(),
                expires,
                null,
                null);
    }

    private UUID account(String name, String role) {
        var id = Ids.newId();
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into account (id, username, username_key,
                                            username_skeleton, display_name, role, created_at)
                                        values (:id, :name, :name, :name, :name, :role, 0)
                                        """)
                                .param("id", id)
                                .param("name", name)
                                .param("role", role)
                                .update());
        return id;
    }
}
