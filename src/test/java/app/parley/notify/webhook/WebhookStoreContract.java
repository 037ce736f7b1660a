package app.parley.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.notify.webhook.JdbcWebhookStore.Delivery;
import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the rows of webhooks promise, on either database. */
abstract class WebhookStoreContract {
    private static final Instant NOW = Instant.ofEpochMilli(1_800_000_000_000L);
    private static final Duration LEASE = Duration.ofMinutes(2);

    private Database database;
    private JdbcWebhookStore store;

    abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        store = new JdbcWebhookStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aWebhookIsKeptChangedAndRemovedWithWhatWaits() {
        var id = webhook(NOW);
        var later = webhook(NOW.plusSeconds(1));
        assertThat(store.all()).extracting(WebhookRow::id).containsExactly(id, later);
        assertThat(store.find(id).orElseThrow())
                .isEqualTo(
                        new WebhookRow(
                                id,
                                "https://example.org/hook",
                                Set.of("chat.finished", "document.ready"),
                                true,
                                null,
                                null,
                                null,
                                NOW));

        store.enqueue(Ids.newId(), id, "{}", NOW);
        store.failed(take(NOW).orElseThrow(), 500, NOW, NOW);
        store.change(id, "https://example.org/other", Set.of("document.failed"), false);

        var changed = store.find(id).orElseThrow();
        assertThat(changed.url()).isEqualTo("https://example.org/other");
        assertThat(changed.events()).containsExactly("document.failed");
        assertThat(changed.enabled()).isFalse();
        assertThat(changed.failingSince()).as("a change is a new chance").isNull();
        assertThat(changed.lastStatus()).isEqualTo(500);

        assertThat(store.remove(id)).isTrue();
        assertThat(store.remove(id)).isFalse();
        assertThat(store.find(id)).isEmpty();
        assertThat(waiting()).isZero();
    }

    @Test
    void whatHasWaitedLongestIsTakenByOneAlone() {
        var id = webhook(NOW);
        var second = enqueued(id, NOW.plusSeconds(1));
        var first = enqueued(id, NOW);

        var taken = take(NOW.plusSeconds(2)).orElseThrow();
        assertThat(taken.id()).isEqualTo(first);
        assertThat(taken.attempt()).isEqualTo(1);
        assertThat(taken.webhook().id()).isEqualTo(id);
        assertThat(take(NOW.plusSeconds(3)).orElseThrow().id()).isEqualTo(second);
        assertThat(take(NOW.plusSeconds(3))).isEmpty();

        var again = take(NOW.plusSeconds(3).plus(LEASE)).orElseThrow();
        assertThat(again.id()).isEqualTo(first);
        assertThat(again.attempt()).isEqualTo(2);
    }

    @Test
    void whoWasTooLateChangesNothing() {
        var id = webhook(NOW);
        enqueued(id, NOW);
        var late = take(NOW).orElseThrow();
        var next = take(NOW.plus(LEASE)).orElseThrow();

        store.delivered(late, 200, NOW);
        store.failed(late, 500, NOW, null);
        store.failed(late, 500, NOW, NOW);

        assertThat(waiting()).isEqualTo(1);
        assertThat(take(NOW.plus(LEASE).plusSeconds(1))).as("the other still has it").isEmpty();
        store.delivered(next, 204, NOW);
        assertThat(waiting()).isZero();
    }

    @Test
    void failuresCountFromTheFirstOnesAfterASuccess() {
        var id = webhook(NOW);
        enqueued(id, NOW);
        store.failed(take(NOW).orElseThrow(), null, NOW.plusSeconds(1), NOW.plusSeconds(2));
        store.failed(
                take(NOW.plusSeconds(2)).orElseThrow(),
                503,
                NOW.plusSeconds(3),
                NOW.plusSeconds(4));

        var failing = store.find(id).orElseThrow();
        assertThat(failing.failingSince()).isEqualTo(NOW.plusSeconds(1));
        assertThat(failing.lastStatus()).isEqualTo(503);
        assertThat(failing.lastAt()).isEqualTo(NOW.plusSeconds(3));

        store.delivered(take(NOW.plusSeconds(4)).orElseThrow(), 204, NOW.plusSeconds(5));
        var well = store.find(id).orElseThrow();
        assertThat(well.failingSince()).isNull();
        assertThat(well.lastStatus()).isEqualTo(204);
    }

    @Test
    void oneThatIsGivenUpIsGone() {
        enqueued(webhook(NOW), NOW);

        store.failed(take(NOW).orElseThrow(), 500, NOW, null);

        assertThat(waiting()).isZero();
    }

    @Test
    void oneThatIsSwitchedOffIsToldNothingAndSaysSoOnce() {
        var id = webhook(NOW);
        enqueued(id, NOW);

        assertThat(store.disable(id)).isTrue();
        assertThat(store.disable(id)).isFalse();

        assertThat(waiting()).isZero();
        enqueued(id, NOW);
        assertThat(take(NOW)).isEmpty();
    }

    @Test
    void whatWaitsAboutSomebodyIsForgottenAndNothingElse() {
        var id = webhook(NOW);
        var person = Ids.newId();
        store.enqueue(Ids.newId(), id, "{\"data\":{\"userId\":\"" + person + "\"}}", NOW);
        var other = enqueued(id, NOW);

        store.forget(person);

        assertThat(take(NOW).orElseThrow().id()).isEqualTo(other);
        assertThat(take(NOW)).isEmpty();
    }

    private UUID webhook(Instant at) {
        var id = Ids.newId();
        store.add(
                new WebhookRow(
                        id,
                        "https://example.org/hook",
                        Set.of("chat.finished", "document.ready"),
                        true,
                        null,
                        null,
                        null,
                        at));
        return id;
    }

    private UUID enqueued(UUID webhook, Instant at) {
        var id = Ids.newId();
        store.enqueue(id, webhook, "{\"data\":{\"userId\":\"" + Ids.newId() + "\"}}", at);
        return id;
    }

    private Optional<Delivery> take(Instant now) {
        return store.take(Ids.newId(), now, now.plus(LEASE));
    }

    private long waiting() {
        return database.read(
                sql -> sql.sql("select count(*) from webhook_delivery").query(Long.class).single());
    }
}
