package app.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Api;
import app.parley.support.Chat;
import app.parley.support.HttpTests;
import app.parley.support.Reply;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Where whoever runs the server allows administrators to read chats. */
@TestPropertySource(properties = "parley.conversation.admin-access=true")
class ChatReadingHttpTests extends HttpTests {
    private static final String CHATS = "/api/v1/admin/chats";
    private static final String REASON = "{\"reason\": \"a complaint of last Tuesday\"}";

    private Api ann;
    private Chat chat;

    @BeforeEach
    void talk() {
        ann = newPerson();
        chat = Chat.open(ann, "openai/echo");
        chat.askAndWait("Private words.");
    }

    @Test
    void aChatIsReadWithAReasonThatItsOwnerSees() {
        var listed = admin().get(CHATS + "?person=" + ann.username()).expect(200).json();
        assertThat(listed.path("items").get(0).path("id").asString()).isEqualTo(chat.id());
        messages().expectProblem(403, "forbidden");

        var opened = admin().post(reading(), REASON).expect(201).json();
        assertThat(Instant.parse(opened.path("expiresAt").asString()))
                .isBetween(Instant.now().plusSeconds(10 * 60), Instant.now().plusSeconds(15 * 60));
        var seen = messages().expect(200).json().path("items");
        assertThat(Chat.text(seen.get(0))).isEqualTo("Private words.");

        var readings = ann.get("/api/v1/me/chat-readings").expect(200).json().path("items");
        assertThat(readings).hasSize(1);
        assertThat(readings.get(0).path("administrator").asString()).isEqualTo("founder");
        assertThat(readings.get(0).path("reason").asString())
                .isEqualTo("a complaint of last Tuesday");
        assertThat(readings.get(0).path("conversationId").asString()).isEqualTo(chat.id());
        var actions = new ArrayList<String>();
        admin().get("/api/v1/admin/audit?subject=" + ann.username())
                .expect(200)
                .json()
                .path("items")
                .forEach(entry -> actions.add(entry.path("action").asString()));
        assertThat(actions)
                .startsWith("chat.read-by-administrator", "chat.listed-by-administrator");
    }

    @Test
    void everybodyIsToldThatItIsAllowed() {
        assertThat(anonymous().get("/api/v1/config").json().path("adminChatAccess").asBoolean())
                .isTrue();
    }

    @Test
    void aReasonIsNeededAndAChatThatIsThere() {
        admin().post(reading(), "{\"reason\": \"why not\"}").expectProblem(400, "invalid-request");
        admin().post(reading(), "{}").expectProblem(400, "invalid-request");
        admin().post(CHATS + "/" + ann.userId() + "/reading", REASON)
                .expectProblem(404, "not-found");
        admin().get(CHATS + "?person=nobody-at-all").expectProblem(404, "not-found");
    }

    @Test
    void nobodyElseReadsAnything() {
        var other = newPerson();
        admin().post(reading(), REASON).expect(201);

        other.get(CHATS + "?person=" + ann.username()).expectProblem(403, "forbidden");
        other.post(reading(), REASON).expectProblem(403, "forbidden");
        other.get(CHATS + "/" + chat.id() + "/messages").expectProblem(403, "forbidden");
        assertThat(other.get("/api/v1/me/chat-readings").expect(200).json().path("items"))
                .isEmpty();
    }

    private Reply messages() {
        return admin().get(CHATS + "/" + chat.id() + "/messages");
    }

    private String reading() {
        return CHATS + "/" + chat.id() + "/reading";
    }
}
