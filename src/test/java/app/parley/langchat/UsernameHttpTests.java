package app.parley.langchat;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.HttpTests;
import app.parley.support.Reply;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** LangChat's first API, where passwords are switched off: a name is enough. */
@TestPropertySource(properties = {"parley.langchat.api=true", "parley.account.passwords=false"})
class UsernameHttpTests extends HttpTests {
    /** The three calls of LangChat's quick start, byte for byte, and what may be built on them. */
    @Test
    void theQuickStartWorks() {
        var api = anonymous();

        // curl -X POST http://localhost:8000/register -d '{"username":"testuser"}'
        var registered = api.post("/register", "{\"username\":\"testuser\"}").expect(200);
        // curl "http://localhost:8000/sessions?username=testuser"
        var none = api.get("/sessions?username=testuser").expect(200);
        // curl -X POST http://localhost:8000 -d '{"username":"testuser", …, "session_id":null}'
        var answer =
                api.post(
                                "",
                                "{\"username\":\"testuser\", \"user_input\":\"Hello\", \"session_id\":null}")
                        .expect(200);

        assertThat(registered.json().propertyNames())
                .containsExactlyInAnyOrder("success", "user_id", "message");
        assertThat(registered.text("message")).isEqualTo("Welcome, testuser!");
        assertThat(UUID.fromString(registered.text("user_id"))).isNotNull();
        assertThat(none.body()).isEqualTo("[]");
        assertThat(answer.text("response")).isNotBlank();
        var session = answer.text("session_id");
        var history = api.get("/get_history/" + session + "?username=testuser").expect(200).json();
        assertThat(history).hasSize(2);
        assertThat(history.get(1).path("content").asString()).isEqualTo(answer.text("response"));
        assertThat(api.get("/sessions?username=testuser").json().get(0).path("title").asString())
                .isEqualTo("Hello");
        assertThat(
                        api.get("/remaining_messages?username=testuser")
                                .json()
                                .path("messages_sent")
                                .asInt())
                .isEqualTo(1);
        assertThat(api.delete("/delete_chat/" + session + "?username=testuser").expect(200).body())
                .isEqualTo("{\"success\":true,\"deleted_messages\":2}");
        assertThat(api.post("/register", "{\"username\":\"TestUser\"}").text("message"))
                .isEqualTo("Welcome back, testuser!");
    }

    @Test
    void streamsToo() {
        var langChat = new LangChat(anonymous());
        langChat.post("/register", Map.of("username", "streamer")).expect(200);

        var data =
                LangChat.data(
                        langChat.post("/chat", Map.of("username", "streamer", "user_input", "Hi"))
                                .expect(200));

        assertThat(LangChat.text(data)).isNotBlank();
        assertThat(data.getLast().path("done").asBoolean()).isTrue();
    }

    @Test
    void verifiesWhoIsRegistered() {
        var langChat = new LangChat(anonymous());
        var id = langChat.post("/register", Map.of("username", "verified")).text("user_id");

        assertThat(langChat.post("/verify", Map.of("username", "verified")).body())
                .isEqualTo(
                        "{\"success\":true,\"user_id\":\"%s\",\"username\":\"verified\"}"
                                .formatted(id));
        assertThat(langChat.post("/verify", Map.of("username", "not.there")).body())
                .isEqualTo("{\"success\":false,\"message\":\"user not found\"}");
    }

    @Test
    void whoIsNotRegisteredIsTold() {
        var langChat = new LangChat(anonymous());
        var unknown = Map.of("username", "stranger", "user_input", "Hi");

        for (var reply :
                List.of(
                        langChat.post("/", unknown),
                        langChat.post("/chat", unknown),
                        langChat.get("/sessions?username=stranger"),
                        langChat.get("/get_history/1?username=stranger"),
                        langChat.get("/remaining_messages?username=stranger"),
                        langChat.delete("/delete_chat/1?username=stranger"))) {
            assertThat(LangChat.refusal(reply, 401)).isEqualTo("please register first.");
        }
        assertThat(langChat.get("/sessions").status()).isEqualTo(422);
        assertThat(LangChat.refusal(langChat.post("/register", Map.of("username", "a b")), 400))
                .contains("username");
    }

    @Test
    void anAccountWithAPasswordIsNotOpenedByItsName() {
        var langChat = new LangChat(anonymous());
        var owner = newPerson();

        LangChat.refusal(langChat.post("/register", Map.of("username", owner.username())), 409);
        LangChat.refusal(langChat.post("/register", Map.of("username", "founder")), 409);
        LangChat.refusal(langChat.get("/sessions?username=founder"), 401);
        LangChat.refusal(
                langChat.post("/", Map.of("username", owner.username(), "user_input", "Hi")), 401);
    }

    @Test
    void peopleKeepTheirSessionsApart() {
        var langChat = new LangChat(anonymous());
        langChat.post("/register", Map.of("username", "apart.one")).expect(200);
        langChat.post("/register", Map.of("username", "apart.two")).expect(200);
        var question = new HashMap<String, Object>(Map.of("username", "apart.one"));
        question.put("user_input", "Mine");
        var session = langChat.post("/", question).expect(200).text("session_id");

        LangChat.refusal(langChat.get("/get_history/" + session + "?username=apart.two"), 404);
        LangChat.refusal(langChat.delete("/delete_chat/" + session + "?username=apart.two"), 404);

        langChat.get("/get_history/" + session + "?username=apart.one").expect(200);
    }

    /** A name without a password gets no session of Parley's own, and no rights. */
    @Test
    void theNameOpensNothingElse() {
        new LangChat(anonymous()).post("/register", Map.of("username", "nameonly")).expect(200);

        anonymous().login("nameonly", "").expectProblem(401, "bad-credentials");
        anonymous().login("nameonly", "any password at all").expectProblem(401, "bad-credentials");
        anonymous().get("/api/v1/me").expectProblem(401, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.test", "evil.test:8080", "192.0.2.7", "localhost.evil.test"})
    void aPageUnderAnotherNameReadsNothing(String host) throws IOException {
        new LangChat(anonymous()).post("/register", Map.of("username", "rebound")).expect(200);

        assertThat(getAs(host)).contains(" 403 ");
        assertThat(getAs("localhost:" + base().getPort())).contains(" 200 ");
        assertThat(getAs("[::1]")).contains(" 200 ");
    }

    /** The status line for a request that names this host; Java's client would not let it. */
    private String getAs(String host) throws IOException {
        try (var socket = new Socket("127.0.0.1", base().getPort())) {
            socket.getOutputStream()
                    .write(
                            ("GET /sessions?username=rebound HTTP/1.1\r\nHost: "
                                            + host
                                            + "\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(0, answer.indexOf('\r'));
        }
    }

    @Test
    void signingInWithAPasswordIsNoRouteHere() {
        Reply reply = anonymous().post("/login", "{\"username\":\"founder\",\"password\":\"x\"}");

        assertThat(reply.status()).isBetween(400, 499);
    }
}
