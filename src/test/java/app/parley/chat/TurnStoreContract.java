package app.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.conversation.Conversation;
import app.parley.platform.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link TurnStore} promises. */
abstract class TurnStoreContract {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final ChatEvent.Finished FINISHED =
            new ChatEvent.Finished(new ChatEvent.Finished.Usage(1, 2, false), false);

    private final UUID ann = Ids.newId();
    private final UUID bob = Ids.newId();
    private final UUID here = Ids.newId();
    private final UUID elsewhere = Ids.newId();
    private TurnStore store;

    protected abstract TurnStore store();

    /** Makes a conversation for turns to belong to. */
    protected abstract void create(Conversation conversation);

    @BeforeEach
    void open() {
        store = store();
    }

    @Test
    void findsWhatWasRecordedForItsOwnerAlone() {
        var turn = record("k", here);
        assertThat(store.find(ann, turn.id())).contains(turn);
        assertThat(store.find(bob, turn.id())).isEmpty();
    }

    @Test
    void knowsWhatCameWithAQuestionForItsOwnerAlone() {
        var document = Ids.newId();
        var plain = record("k", here);
        var asked = withAttachment(plain, document);
        create(
                new Conversation(
                        asked.conversationId(), ann, "", null, null, null, List.of(), NOON, NOON));
        store.record(ann, asked, LEASE, "k2", "hash");
        var questions = List.of(plain.userMessageId(), asked.userMessageId(), Ids.newId());
        assertThat(store.attachments(ann, questions))
                .isEqualTo(Map.of(asked.userMessageId(), Set.of(document)));
        assertThat(store.attachments(bob, questions)).isEmpty();
        assertThat(store.attachments(ann, List.of())).isEmpty();
    }

    @Test
    void knowsRequestsByOwnerAndKey() {
        var turn = record("k", here);
        assertThat(store.known(ann, "k")).contains(new TurnStore.KnownRequest("hash", turn.id()));
        assertThat(store.known(ann, "other")).isEmpty();
        assertThat(store.known(bob, "k")).isEmpty();
        assertThat(store.forgetRequests(NOON)).isZero();
        assertThat(store.forgetRequests(NOON.plusSeconds(1))).isEqualTo(1);
        assertThat(store.known(ann, "k")).isEmpty();
    }

    @Test
    void theSameKeyIsRecordedOnce() {
        record("k", here);
        assertThatThrownBy(() -> record("k", here))
                .isInstanceOf(org.springframework.dao.DuplicateKeyException.class);
    }

    @Test
    void aConversationHasOneRunningTurn() {
        var turn = record("k", here);
        var second = turn(turn.conversationId(), here);
        assertThatThrownBy(() -> store.record(ann, second, LEASE, "k2", "hash"))
                .isInstanceOf(org.springframework.dao.DuplicateKeyException.class);
    }

    @Test
    void savesWhatItsOwnTurnsSaid() {
        var mine = record("a", here);
        var other = record("b", elsewhere);
        var text =
                new TurnLog.Entry.Text(0, TurnLog.Kind.TEXT, "He said \"hi\" \u00e9\ud83c\udf33");
        var more = new TurnLog.Entry.Text(14, TurnLog.Kind.REASONING, "hm");
        var event = new TurnLog.Entry.Event(16, new ChatEvent.Titled("T"));
        var owned =
                store.save(
                        here,
                        List.of(
                                new TurnStore.Said(mine.id(), List.of(text, more)),
                                new TurnStore.Said(other.id(), List.of(text))),
                        null);
        store.save(here, List.of(new TurnStore.Said(mine.id(), List.of(event))), null);
        assertThat(owned).containsExactly(new TurnStore.Owned(mine.id(), false));
        assertThat(store.said(ann, mine.id(), 0)).containsExactly(text, more, event);
        assertThat(store.said(ann, mine.id(), 14)).containsExactly(more, event);
        assertThat(store.said(bob, mine.id(), 0)).isEmpty();
        assertThat(store.said(ann, other.id(), 0)).isEmpty();
    }

    @Test
    void savesManyRowsAtOnce() {
        var turn = record("a", here);
        var entries =
                java.util.stream.IntStream.range(0, 1001)
                        .<TurnLog.Entry>mapToObj(
                                i -> new TurnLog.Entry.Text(i, TurnLog.Kind.TEXT, "x"))
                        .toList();
        store.save(here, List.of(new TurnStore.Said(turn.id(), entries)), null);
        assertThat(store.said(ann, turn.id(), 0)).isEqualTo(entries);
    }

    @Test
    void whatIsSavedAgainStaysAsItWas() {
        var turn = record("a", here);
        var first = new TurnLog.Entry.Text(0, TurnLog.Kind.TEXT, "once");
        var more = new TurnLog.Entry.Text(4, TurnLog.Kind.TEXT, " more");
        store.save(here, List.of(new TurnStore.Said(turn.id(), List.of(first))), null);
        store.save(here, List.of(new TurnStore.Said(turn.id(), List.of(first, more))), null);
        assertThat(store.said(ann, turn.id(), 0)).containsExactly(first, more);
    }

    @Test
    void nothingIsLeftOfATurnThatEndsWhileItIsSaved() throws Exception {
        var text = new TurnLog.Entry.Text(0, TurnLog.Kind.TEXT, "x");
        for (int round = 0; round < 50; round++) {
            var turn = record("round " + round, here);
            var said = List.of(new TurnStore.Said(turn.id(), List.<TurnLog.Entry>of(text)));
            var saver = Thread.ofPlatform().start(() -> store.save(here, said, null));
            assertThat(end(turn, here, TurnLayout.of(List.of(), false, FINISHED))).isTrue();
            saver.join();
            assertThat(store.said(ann, turn.id(), 0)).isEmpty();
        }
    }

    @Test
    void aStopReachesTheRunner() {
        var turn = record("a", here);
        assertThat(store.requestStop(bob, turn.id())).isFalse();
        assertThat(store.requestStop(ann, turn.id())).isTrue();
        assertThat(store.save(here, List.of(), null))
                .containsExactly(new TurnStore.Owned(turn.id(), true));
    }

    @Test
    void endsATurnOnceAndOnlyForItsRunner() {
        var turn = record("a", here);
        store.save(
                here,
                List.of(
                        new TurnStore.Said(
                                turn.id(),
                                List.of(new TurnLog.Entry.Text(0, TurnLog.Kind.TEXT, "x")))),
                null);
        var layout = TurnLayout.of(List.of(), false, FINISHED);
        assertThat(end(turn, elsewhere, layout)).isFalse();
        assertThat(end(turn, here, layout)).isTrue();
        assertThat(end(turn, here, layout)).isFalse();
        var ended = store.find(ann, turn.id()).orElseThrow();
        assertThat(ended.state()).isEqualTo(TurnRow.State.FINISHED);
        assertThat(ended.layout()).isEqualTo(layout);
        assertThat(store.said(ann, turn.id(), 0)).isEmpty();
        assertThat(store.requestStop(ann, turn.id())).isFalse();
        assertThat(store.save(here, List.of(), null)).isEmpty();
    }

    @Test
    void takesOverOnlyWhatIsDead() throws Exception {
        var dead = record("a", elsewhere, AT_ONCE);
        record("b", elsewhere, LEASE);
        record("c", here, AT_ONCE);
        passSomeTime();
        var taken = store.takeOverExpired(here, LEASE);
        assertThat(taken).extracting(TurnRow::id).containsExactly(dead.id());
        assertThat(taken).extracting(TurnRow::runnerId).containsExactly(here);
        assertThat(store.save(elsewhere, List.of(), null)).hasSize(1);
    }

    @Test
    void whatWasTakenOverHasALeaseOfItsOwn() throws Exception {
        record("a", elsewhere, AT_ONCE);
        passSomeTime();
        assertThat(store.takeOverExpired(here, LEASE)).hasSize(1);
        passSomeTime();
        assertThat(store.takeOverExpired(elsewhere, LEASE)).isEmpty();
    }

    @Test
    void aRenewedLeaseKeepsOthersAway() throws Exception {
        record("a", elsewhere, AT_ONCE);
        store.save(elsewhere, List.of(), LEASE);
        passSomeTime();
        assertThat(store.takeOverExpired(here, LEASE)).isEmpty();
    }

    @Test
    void takesOverEverythingOfThoseWhoAreDeadForCertain() {
        var dead = record("a", elsewhere, LEASE);
        record("b", here, LEASE);
        assertThat(store.takeOverAll(here, LEASE))
                .extracting(TurnRow::id)
                .containsExactly(dead.id());
    }

    @Test
    void tellsWhichTurnsRunHere() {
        var mine = record("a", here);
        var other = record("b", elsewhere);
        assertThat(store.running(here, Set.of(mine.id(), other.id()))).containsExactly(mine);
        assertThat(store.running(here, Set.of())).isEmpty();
    }

    private boolean end(TurnRow turn, UUID runner, TurnLayout layout) {
        return store.end(ann, turn.id(), runner, TurnRow.State.FINISHED, layout, NOON);
    }

    private static void passSomeTime() throws InterruptedException {
        Thread.sleep(20);
    }

    private TurnRow record(String key, UUID runner) {
        return record(key, runner, LEASE);
    }

    private TurnRow record(String key, UUID runner, Duration lease) {
        var chat = new Conversation(Ids.newId(), ann, "", null, null, null, List.of(), NOON, NOON);
        create(chat);
        var turn = turn(chat.id(), runner);
        store.record(ann, turn, lease, key, "hash");
        return turn;
    }

    private TurnRow turn(UUID conversation, UUID runner) {
        return new TurnRow(
                Ids.newId(),
                conversation,
                ann,
                Ids.newId(),
                Ids.newId(),
                "parley/guide",
                new TurnRow.Options(false, Set.of(Ids.newId())),
                TurnRow.State.RUNNING,
                runner,
                0,
                0,
                null,
                NOON);
    }

    private TurnRow withAttachment(TurnRow turn, UUID document) {
        return new TurnRow(
                Ids.newId(),
                Ids.newId(),
                turn.ownerId(),
                Ids.newId(),
                Ids.newId(),
                turn.model(),
                new TurnRow.Options(false, null, Set.of(document), false),
                turn.state(),
                turn.runnerId(),
                0,
                0,
                null,
                NOON);
    }
}
