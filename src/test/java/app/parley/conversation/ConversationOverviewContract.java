package app.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.conversation.ConversationOverview.Opening;
import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

abstract class ConversationOverviewContract {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final UUID ann = Ids.newId();
    private final UUID bob = Ids.newId();
    private Database database;
    private ConversationStore store;
    private ConversationOverview overview;

    protected abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        store = ConversationStores.on(database);
        overview = new JdbcConversationOverview(database, JsonMapper.shared());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void beginsWithTheFirstOfSeveralFirstQuestions() {
        var early = chat(ann, NOON);
        var late = chat(ann, NOON.plusSeconds(60));
        chat(ann, NOON.plusSeconds(90)); // nothing was asked in it
        say(ann, early, Message.Role.USER, null, "Early?", NOON);
        say(ann, early, Message.Role.USER, null, "Early, but edited?", NOON);
        var question = say(ann, late, Message.Role.USER, null, "Late?", NOON);
        say(ann, late, Message.Role.ASSISTANT, question, "Late.", NOON);

        assertThat(overview.openings(ann, 10))
                .containsExactly(
                        new Opening(late, "Late?", NOON.plusSeconds(60)),
                        new Opening(early, "Early?", NOON));
        assertThat(overview.openings(ann, 1)).hasSize(1);
        assertThat(overview.openings(bob, 10)).isEmpty();
    }

    @Test
    void countsMessagesForTheirOwnerAlone() {
        var chat = chat(ann, NOON);
        var question = say(ann, chat, Message.Role.USER, null, "Why?", NOON);
        say(ann, chat, Message.Role.ASSISTANT, question, "So.", NOON);
        say(ann, chat, Message.Role.ASSISTANT, question, "Or so.", NOON);

        assertThat(overview.messages(ann, chat)).isEqualTo(3);
        assertThat(overview.messages(bob, chat)).isZero();
    }

    @Test
    void countsQuestionsSinceAMoment() {
        var chat = chat(ann, NOON.plusSeconds(2));
        var before = say(ann, chat, Message.Role.USER, null, "Before?", NOON.minusMillis(1));
        var answer = say(ann, chat, Message.Role.ASSISTANT, before, "Yes.", NOON.plusSeconds(1));
        say(ann, chat, Message.Role.USER, answer, "Then?", NOON);
        say(ann, chat, Message.Role.USER, answer, "And then?", NOON.plusSeconds(2));
        say(bob, chat(bob, NOON), Message.Role.USER, null, "Bob's?", NOON);

        assertThat(overview.questionsSince(ann, NOON)).isEqualTo(2);
        assertThat(overview.questionsSince(bob, NOON)).isEqualTo(1);
        assertThat(overview.questionsSince(ann, NOON.plusSeconds(3))).isZero();
    }

    private UUID chat(UUID owner, Instant updatedAt) {
        var id = Ids.newId();
        store.create(
                owner,
                new Conversation(id, owner, "", null, null, null, List.of(), NOON, updatedAt));
        return id;
    }

    private UUID say(
            UUID owner,
            UUID chat,
            Message.Role role,
            @Nullable UUID parent,
            String text,
            Instant at) {
        var id = Ids.newId();
        store.add(
                owner,
                new Message(
                        id,
                        chat,
                        parent,
                        role,
                        Message.Status.FINISHED,
                        false,
                        null,
                        null,
                        List.of(new MessagePart.Reasoning("Hm."), new MessagePart.Text(text)),
                        List.of(),
                        null,
                        null,
                        at));
        return id;
    }
}
