package app.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Chat;
import app.parley.support.HttpTests;
import org.junit.jupiter.api.Test;

class ChatReadingOffHttpTests extends HttpTests {
    @Test
    void administratorsDoNotReadChatsUnlessTheServerAllowsIt() {
        var ann = newPerson();
        var chat = Chat.open(ann, "openai/echo");
        chat.askAndWait("Private words.");
        var chats = "/api/v1/admin/chats";

        admin().get(chats + "?person=" + ann.username()).expectProblem(403, "forbidden");
        admin().post(chats + "/" + chat.id() + "/reading", "{\"reason\": \"a complaint came in\"}")
                .expectProblem(403, "forbidden");
        admin().get(chats + "/" + chat.id() + "/messages").expectProblem(403, "forbidden");

        assertThat(anonymous().get("/api/v1/config").json().path("adminChatAccess").asBoolean(true))
                .isFalse();
        var readings = ann.get("/api/v1/me/chat-readings").expect(200).json();
        assertThat(readings.path("items")).isEmpty();
        assertThat(readings.path("nextCursor").isNull()).isTrue();
    }
}
