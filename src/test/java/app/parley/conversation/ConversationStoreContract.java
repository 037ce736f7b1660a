package app.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.platform.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ConversationStore} promises. */
public abstract class ConversationStoreContract {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final UUID ann = Ids.newId();
    private final UUID bob = Ids.newId();
    private ConversationStore store;

    protected abstract ConversationStore store();

    @BeforeEach
    void open() {
        store = store();
    }

    @Test
    void findsWhatWasCreatedForItsOwnerAlone() {
        var chat = create(ann, "Trees", NOON);
        assertThat(store.find(ann, chat.id())).contains(chat);
        assertThat(store.find(bob, chat.id())).isEmpty();
        assertThat(store.lock(bob, chat.id())).isEmpty();
    }

    @Test
    void listsTheOneThatChangedLastFirstPageByPage() {
        var chats = new ArrayList<Conversation>();
        for (int i = 0; i < 7; i++) {
            chats.addFirst(create(ann, "Chat " + i, NOON.plusSeconds(i / 2)));
        }
        chats.sort(
                java.util.Comparator.comparing(Conversation::updatedAt)
                        .thenComparing(chat -> chat.id().toString())
                        .reversed());
        create(bob, "Another's", NOON);
        var first = store.list(ann, null, 3);
        var last = first.getLast();
        var second = store.list(ann, new ListCursor(last.updatedAt(), last.id()), 10);
        assertThat(first).isEqualTo(chats.subList(0, 3));
        assertThat(second).isEqualTo(chats.subList(3, 7));
    }

    @Test
    void aStrangerChangesNothing() {
        var chat = create(ann, "Trees", NOON);
        store.update(bob, chat.withTitle("Stolen", NOON));
        assertThat(store.delete(bob, chat.id())).isFalse();
        assertThat(store.titleIfUntitled(bob, chat.id(), "Stolen", NOON)).isFalse();
        assertThat(store.find(ann, chat.id())).contains(chat);
    }

    @Test
    void aTitleThatSomebodyGaveStays() {
        var chat = create(ann, "", NOON);
        assertThat(store.titleIfUntitled(ann, chat.id(), "First", NOON)).isTrue();
        assertThat(store.titleIfUntitled(ann, chat.id(), "Second", NOON)).isFalse();
        assertThat(store.find(ann, chat.id()).orElseThrow().title()).isEqualTo("First");
    }

    @Test
    void keepsEveryFieldOfAMessage() {
        var chat = create(ann, "", NOON);
        var question = add(ann, question(chat, null, "Why? \u00e9 \ud83c\udf33 \"quoted\" \\ \n"));
        var answer =
                new Message(
                        Ids.newId(),
                        chat.id(),
                        question.id(),
                        Message.Role.ASSISTANT,
                        Message.Status.FAILED,
                        false,
                        "parley/guide",
                        Ids.newId(),
                        List.of(
                                new MessagePart.Reasoning("Hm."),
                                new MessagePart.Text("Because [1].")),
                        List.of(new Citation(1, Ids.newId(), "Trees", "Leaves", "Because.", 3, 11)),
                        new Message.Failure("overloaded", "Try again."),
                        new Message.Usage(12, 7, true),
                        NOON);
        add(ann, answer);
        assertThat(store.message(ann, question.id())).contains(question);
        assertThat(store.message(ann, answer.id())).contains(answer);
        assertThat(store.message(bob, answer.id())).isEmpty();
    }

    @Test
    void replacesAnAnswersContent() {
        var chat = create(ann, "", NOON);
        var question = add(ann, question(chat, null, "Why?"));
        var answer = add(ann, answer(chat, question, Message.Status.STREAMING, ""));
        var finished =
                new Message(
                        answer.id(),
                        chat.id(),
                        question.id(),
                        Message.Role.ASSISTANT,
                        Message.Status.FINISHED,
                        true,
                        "m",
                        answer.turnId(),
                        List.of(new MessagePart.Text("So.")),
                        List.of(),
                        null,
                        new Message.Usage(1, 2, false),
                        NOON);
        store.replace(bob, finished);
        assertThat(store.message(ann, answer.id())).contains(answer);
        store.replace(ann, finished);
        assertThat(store.message(ann, answer.id())).contains(finished);
    }

    @Test
    void aBranchIsReadInWindowsFromItsEnd() {
        var chat = create(ann, "", NOON);
        var branch = new ArrayList<Message>();
        Message last = null;
        for (int i = 0; i < 5; i++) {
            last = add(ann, question(chat, last, "q" + i));
            branch.add(last);
            last = add(ann, answer(chat, last, Message.Status.FINISHED, "a" + i));
            branch.add(last);
        }
        add(ann, question(chat, branch.get(3), "another branch"));
        assertThat(store.branch(ann, chat.id(), last.id(), 100)).isEqualTo(branch);
        var window = store.branch(ann, chat.id(), last.id(), 4);
        assertThat(window).isEqualTo(branch.subList(6, 10));
        assertThat(store.branch(ann, chat.id(), window.getFirst().parentId(), 100))
                .isEqualTo(branch.subList(0, 6));
        assertThat(store.branch(bob, chat.id(), last.id(), 100)).isEmpty();
        assertThat(store.branch(ann, create(ann, "", NOON).id(), last.id(), 100)).isEmpty();
    }

    @Test
    void siblingsAreInTheOrderInWhichTheyWereMade() {
        var chat = create(ann, "", NOON);
        var first = add(ann, question(chat, null, "first root"));
        var second = add(ann, question(chat, null, "second root"));
        var left = add(ann, answer(chat, second, Message.Status.FINISHED, "left"));
        var right = add(ann, answer(chat, second, Message.Status.FINISHED, "right"));
        assertThat(store.siblings(ann, chat.id(), List.of(second, right)))
                .containsExactly(
                        new ConversationStore.Siblings(
                                second.id(), List.of(first.id(), second.id())),
                        new ConversationStore.Siblings(right.id(), List.of(left.id(), right.id())));
    }

    @Test
    void descendsToTheNewestLeaf() {
        var chat = create(ann, "", NOON);
        var root = add(ann, question(chat, null, "root"));
        add(ann, answer(chat, root, Message.Status.FINISHED, "old"));
        var newer = add(ann, answer(chat, root, Message.Status.FINISHED, "new"));
        var leaf = add(ann, question(chat, newer, "leaf"));
        assertThat(store.newestLeafBelow(ann, chat.id(), root.id())).isEqualTo(leaf.id());
        assertThat(store.newestLeafBelow(ann, chat.id(), leaf.id())).isEqualTo(leaf.id());
    }

    @Test
    void deletingTakesTheMessagesAlong() {
        var chat = create(ann, "", NOON);
        var root = add(ann, question(chat, null, "root"));
        add(ann, answer(chat, root, Message.Status.FINISHED, "leaf"));
        assertThat(store.delete(ann, chat.id())).isTrue();
        assertThat(store.find(ann, chat.id())).isEmpty();
        assertThat(store.message(ann, root.id())).isEmpty();
        assertThat(store.delete(ann, chat.id())).isFalse();
    }

    @Test
    void onlyTheRunningTurnFreesTheConversation() {
        var chat = create(ann, "", NOON);
        var turn = Ids.newId();
        var leaf = Ids.newId();
        store.update(ann, chat.withTurn(turn, leaf, "m", NOON));
        store.turnEnded(ann, chat.id(), Ids.newId(), NOON);
        assertThat(store.find(ann, chat.id()).orElseThrow().runningTurnId()).isEqualTo(turn);
        store.turnEnded(ann, chat.id(), turn, NOON.plusSeconds(9));
        var after = store.find(ann, chat.id()).orElseThrow();
        assertThat(after.runningTurnId()).isNull();
        assertThat(after.activeLeafId()).isEqualTo(leaf);
        assertThat(after.updatedAt()).isEqualTo(NOON.plusSeconds(9));
    }

    @Test
    void aMessageNeedsItsConversation() {
        var ghost = new Conversation(Ids.newId(), ann, "", null, null, null, List.of(), NOON, NOON);
        assertThatThrownBy(() -> add(ann, question(ghost, null, "hello?")))
                .isInstanceOf(org.springframework.dao.DataIntegrityViolationException.class);
    }

    private Conversation create(UUID owner, String title, Instant at) {
        var chat = new Conversation(Ids.newId(), owner, title, null, null, null, List.of(), at, at);
        store.create(owner, chat);
        return chat;
    }

    private Message add(UUID owner, Message message) {
        store.add(owner, message);
        return message;
    }

    private static Message question(Conversation chat, @Nullable Message parent, String text) {
        return new Message(
                Ids.newId(),
                chat.id(),
                parent == null ? null : parent.id(),
                Message.Role.USER,
                Message.Status.FINISHED,
                false,
                null,
                null,
                List.of(new MessagePart.Text(text)),
                List.of(),
                null,
                null,
                NOON);
    }

    private static Message answer(
            Conversation chat, Message question, Message.Status status, String text) {
        return new Message(
                Ids.newId(),
                chat.id(),
                question.id(),
                Message.Role.ASSISTANT,
                status,
                false,
                "m",
                Ids.newId(),
                text.isEmpty() ? List.of() : List.of(new MessagePart.Text(text)),
                List.of(),
                null,
                null,
                NOON);
    }
}
