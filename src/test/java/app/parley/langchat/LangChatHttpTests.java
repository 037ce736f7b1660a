package app.parley.langchat;

import static app.parley.support.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Api;
import app.parley.support.Chat;
import app.parley.support.HttpTests;
import com.nimbusds.jwt.SignedJWT;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** LangChat's API with passwords and tokens, as its clients see it. */
@TestPropertySource(properties = "parley.langchat.api=true")
class LangChatHttpTests extends HttpTests {
    private static final String SLOW = "openai/paced:tokens=200,interval=10";

    @Test
    void registersAndSignsIn() throws Exception {
        var langChat = new LangChat(anonymous());
        var credentials = Map.of("username", "Ada.Lovelace", "password", PASSWORD);

        var registered = langChat.post("/register", credentials).expect(200);
        var again = langChat.post("/register", credentials);
        var signedIn = langChat.post("/login", credentials).expect(200);
        var refused = langChat.post("/login", Map.of("username", "Ada.Lovelace", "password", "no"));

        assertThat(registered.json().propertyNames())
                .containsExactlyInAnyOrder("success", "token", "username", "message");
        assertThat(registered.json().path("success").asBoolean()).isTrue();
        assertThat(registered.text("username")).isEqualTo("Ada.Lovelace");
        assertThat(registered.text("message")).isEqualTo("Welcome, Ada.Lovelace!");
        assertThat(signedIn.text("message")).isEqualTo("Welcome back, Ada.Lovelace!");
        assertThat(registered.cookies()).isEmpty();
        assertThat(LangChat.refusal(again, 409)).isEqualTo("Username already taken");
        assertThat(LangChat.refusal(refused, 401)).isEqualTo("Invalid username or password");
        var claims = SignedJWT.parse(signedIn.text("token")).getJWTClaimsSet();
        assertThat(
                        Duration.between(
                                claims.getIssueTime().toInstant(),
                                claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofDays(30));
    }

    @Test
    void aTokenOpensNothingElseAndEndsWithItsSession() {
        var person = newPerson();
        var langChat = signIn(person);
        langChat.get("/sessions").expect(200);

        langChat.get("/api/v1/me").expectProblem(401, "unauthenticated");
        langChat.delete("/api/v1/me/sessions").expectProblem(401, "unauthenticated");
        person.get("/sessions").expect(200);
        person.delete("/api/v1/me/sessions").expect(204);

        LangChat.refusal(langChat.get("/sessions"), 401);
    }

    @Test
    void streamsAnAnswerAndKeepsTheSession() {
        var person = newPerson();
        var langChat = signIn(person);
        var before = Instant.now().minusSeconds(1);

        var first = ask(langChat, "Why do leaves fall? 🍂", null);
        var session = first.getLast().path("session_id").asString();
        var second = ask(langChat, "And in spring?", session);

        assertThat(first).hasSizeGreaterThan(1);
        assertThat(first.getLast().propertyNames()).containsExactlyInAnyOrder("done", "session_id");
        assertThat(first.getLast().path("done").asBoolean()).isTrue();
        assertThat(second.getLast().path("session_id").asString()).isEqualTo(session);
        var history = langChat.get("/get_history/" + session).expect(200).json();
        assertThat(history).hasSize(4);
        assertThat(line(history, 0)).isEqualTo("user: Why do leaves fall? 🍂");
        assertThat(line(history, 1)).isEqualTo("bot: " + LangChat.text(first));
        assertThat(line(history, 2)).isEqualTo("user: And in spring?");
        assertThat(line(history, 3)).isEqualTo("bot: " + LangChat.text(second));
        var sessions = langChat.get("/sessions").expect(200).json();
        assertThat(sessions).hasSize(1);
        assertThat(sessions.get(0).propertyNames())
                .containsExactlyInAnyOrder("session_id", "title", "last_active");
        assertThat(sessions.get(0).path("session_id").asString()).isEqualTo(session);
        assertThat(sessions.get(0).path("title").asString()).isEqualTo("Why do leaves fall? 🍂");
        assertThat(Instant.parse(sessions.get(0).path("last_active").asString()))
                .isBetween(before, Instant.now().plusSeconds(1));
        // It is the same chat everywhere.
        person.get("/api/v1/conversations/" + session).expect(200);
    }

    @Test
    void answersWhole() {
        var langChat = signIn(newPerson());

        var reply = langChat.post("/", Map.of("user_input", "Hello")).expect(200);
        var session = reply.text("session_id");
        var next = new java.util.HashMap<String, Object>(Map.of("user_input", "Again"));
        next.put("session_id", session);
        next.put("something_new", 1);
        langChat.post("/", next).expect(200);

        assertThat(reply.json().propertyNames())
                .containsExactlyInAnyOrder("response", "session_id");
        assertThat(reply.text("response")).isNotBlank();
        assertThat(langChat.get("/get_history/" + session).json()).hasSize(4);
    }

    @Test
    void aTitleIsTheBeginningOfTheFirstQuestion() {
        var langChat = signIn(newPerson());

        ask(langChat, "🍂".repeat(61) + " and more", null);

        assertThat(langChat.get("/sessions").json().get(0).path("title").asString())
                .isEqualTo("🍂".repeat(60));
    }

    @Test
    void countsWhatIsAskedToday() {
        var langChat = signIn(newPerson());
        ask(langChat, "One", null);
        ask(langChat, "Two", null);

        var remaining = langChat.get("/remaining_messages").expect(200).json();

        assertThat(remaining.propertyNames())
                .containsExactlyInAnyOrder("messages_sent", "remaining", "daily_limit");
        assertThat(remaining.path("messages_sent").asInt()).isEqualTo(2);
        assertThat(remaining.path("remaining").asInt()).isEqualTo(998);
        assertThat(remaining.path("daily_limit").asInt()).isEqualTo(1_000);
    }

    @Test
    void deletesASession() {
        var langChat = signIn(newPerson());
        var session = ask(langChat, "Forget this", null).getLast().path("session_id").asString();

        var deleted = langChat.delete("/delete_chat/" + session).expect(200).json();

        assertThat(deleted.toString()).isEqualTo("{\"success\":true,\"deleted_messages\":2}");
        assertThat(LangChat.refusal(langChat.delete("/delete_chat/" + session), 404))
                .isEqualTo("Session not found");
        assertThat(LangChat.refusal(langChat.get("/get_history/" + session), 404))
                .isEqualTo("Session not found");
        assertThat(langChat.get("/sessions").json()).isEmpty();
    }

    @Test
    void anotherPersonsSessionLooksLikeNone() {
        var ann = signIn(newPerson());
        var bob = signIn(newPerson());
        var session = ask(ann, "Mine", null).getLast().path("session_id").asString();

        var foreign = bob.get("/get_history/" + session);
        var missing = bob.get("/get_history/" + UUID.randomUUID());
        LangChat.refusal(bob.delete("/delete_chat/" + session), 404);
        ask(bob, "What did Ann say?", session);

        assertThat(LangChat.refusal(foreign, 404)).isEqualTo(LangChat.refusal(missing, 404));
        assertThat(ann.get("/get_history/" + session).json()).hasSize(2);
        var bobs = bob.get("/get_history/" + session).expect(200).json();
        assertThat(line(bobs, 0)).isEqualTo("user: What did Ann say?");
        assertThat(bobs).hasSize(2);
    }

    @Test
    void aClientMayNameItsSessions() {
        var ann = signIn(newPerson());
        var bob = signIn(newPerson());

        assertThat(ask(ann, "One", "my session").getLast().path("session_id").asString())
                .isEqualTo("my session");
        ask(ann, "Two", "my session");
        ask(bob, "Bob's", "my session");

        assertThat(ann.get("/get_history/my%20session").expect(200).json()).hasSize(4);
        assertThat(bob.get("/get_history/my%20session").expect(200).json()).hasSize(2);
        LangChat.refusal(
                ann.post("/chat", Map.of("user_input", "x", "session_id", "s".repeat(201))), 400);
    }

    @Test
    void whatIsSentTwiceIsAskedOnce() {
        var langChat = signIn(newPerson());
        var question = Map.of("user_input", "Once");

        var first = langChat.postWithKey("/", "key-1", question).expect(200);
        var second = langChat.postWithKey("/", "key-1", question).expect(200);
        var streamed = LangChat.data(langChat.postWithKey("/chat", "key-1", question).expect(200));

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(LangChat.text(streamed)).isEqualTo(first.text("response"));
        assertThat(langChat.get("/sessions").json()).hasSize(1);
        assertThat(langChat.get("/get_history/" + first.text("session_id")).json()).hasSize(2);
        LangChat.refusal(langChat.postWithKey("/", "key-1", Map.of("user_input", "Other")), 422);
    }

    @Test
    void theAnswerIsWrittenThoughTheClientGoesAway() throws Exception {
        var person = newPerson();
        var langChat = signIn(person);
        var chat = Chat.open(person, SLOW);
        var body = "{\"user_input\":\"Go on without me\",\"session_id\":\"" + chat.id() + "\"}";
        try (var socket = new Socket("127.0.0.1", base().getPort())) {
            socket.getOutputStream()
                    .write(
                            ("POST /chat HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                            + langChat.api().accessToken()
                                            + "\r\nContent-Type: application/json\r\nContent-Length: "
                                            + body.length()
                                            + "\r\n\r\n"
                                            + body)
                                    .getBytes(StandardCharsets.UTF_8));
            var read = new StringBuilder();
            while (read.indexOf("token") < 0) {
                read.append((char) socket.getInputStream().read());
            }
        }

        var busy = langChat.post("/", Map.of("user_input", "Too soon", "session_id", chat.id()));
        eventually(
                () ->
                        assertThat(chat.messages().get(1).path("status").asString())
                                .isEqualTo("finished"));

        assertThat(LangChat.refusal(busy, 409)).contains("still being written");
        assertThat(langChat.get("/get_history/" + chat.id()).json()).hasSize(2);
    }

    @Test
    void saysWhyNoModelAnswers() {
        var person = newPerson();
        var langChat = signIn(person);
        var chat = Chat.open(person, "openai/unauthorized");
        var question = Map.of("user_input", "Hello?", "session_id", chat.id());

        var whole = LangChat.refusal(langChat.post("/", question), 502);
        var streamed = LangChat.data(langChat.post("/chat", question).expect(200));

        assertThat(whole).isNotBlank();
        assertThat(streamed.getLast().propertyNames()).containsExactly("error");
        assertThat(streamed.getLast().path("error").asString()).isEqualTo(whole);
    }

    @Test
    void verifiesTheTokensOwnNameAndTellsOfNobodyElse() {
        var person = newPerson();
        var other = newPerson();
        var langChat = signIn(person);
        var nobody = "{\"success\":false,\"message\":\"user not found\"}";

        var own = langChat.post("/verify", Map.of("username", person.username())).expect(200);

        assertThat(own.json().propertyNames())
                .containsExactlyInAnyOrder("success", "user_id", "username");
        assertThat(own.text("user_id")).isEqualTo(person.userId().toString());
        assertThat(langChat.post("/verify", Map.of("username", other.username())).body())
                .isEqualTo(nobody);
        assertThat(
                        new LangChat(anonymous())
                                .post("/verify", Map.of("username", person.username()))
                                .body())
                .isEqualTo(nobody);
    }

    @Test
    void aNameAloneIsNotEnough() {
        var person = newPerson();
        var nobody = new LangChat(anonymous());

        assertThat(LangChat.refusal(nobody.post("/register", Map.of("username", "newcomer")), 400))
                .contains("password");
        LangChat.refusal(nobody.get("/sessions?username=" + person.username()), 401);
        LangChat.refusal(
                nobody.post("/", Map.of("username", person.username(), "user_input", "Hi")), 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/register", "/login", "/verify", "/", "/chat"})
    void refusesWhatIsNoRequestAsFastApiDoes(String path) {
        var langChat = signIn(newPerson());
        for (var body : List.of("", "{", "text", "{}", "{\"a\": 1, \"a\": 2}")) {
            var reply = langChat.api().post(path, body);
            assertThat(reply.status()).as(path + " with " + body + reply.body()).isEqualTo(422);
            assertThat(reply.json().propertyNames()).containsExactly("detail");
        }
        var missing = langChat.api().post(path, "{}").json().path("detail").get(0);
        assertThat(missing.propertyNames()).containsExactlyInAnyOrder("type", "loc", "msg");
        assertThat(missing.path("loc").get(0).asString()).isEqualTo("body");

        LangChat.refusal(langChat.api().post(path, "[]"), 400);
        LangChat.refusal(langChat.api().post(path, "x".repeat(1_100_000)), 413);
        LangChat.refusal(
                langChat.api().post(path, "{\"username\": \"a\\u0000b\", \"user_input\": \"c\"}"),
                400);
        LangChat.refusal(
                langChat.api()
                        .send(langChat.request(path, "{}").header("Origin", "https://evil.test")),
                403);
        LangChat.refusal(
                langChat.api()
                        .send(langChat.request(path, "{}").setHeader("Content-Type", "text/plain")),
                415);
    }

    @Test
    void emptyQuestionsAreRefusedInASentence() {
        assertThat(
                        LangChat.refusal(
                                signIn(newPerson()).post("/chat", Map.of("user_input", " ")), 400))
                .isEqualTo("The message is empty.");
    }

    @Test
    void thePagesStayWhereTheyWere() {
        for (var path : List.of("/", "/login", "/register", "/chat", "/verify", "/chat/1")) {
            var page = anonymous().get(path).expect(200);
            assertThat(page.header("content-type")).startsWith("text/html");
        }
        anonymous().send("PUT", "/login", "{}").expectProblem(401, "unauthenticated");
    }

    @Test
    void nobodyOnTheWayKeepsTheAnswers() {
        var langChat = signIn(newPerson());

        assertThat(langChat.get("/sessions").header("cache-control")).contains("no-store");
        assertThat(langChat.get("/remaining_messages").header("cache-control"))
                .contains("no-store");
        assertThat(langChat.get("/get_history/x").header("cache-control")).contains("no-store");
    }

    private LangChat signIn(Api person) {
        var langChat = new LangChat(anonymous());
        return langChat.signedIn(
                langChat.post(
                        "/login", Map.of("username", person.username(), "password", PASSWORD)));
    }

    /** The events of the stream, of which the last must say that it is done. */
    private static List<JsonNode> ask(LangChat langChat, String question, String session) {
        var input =
                session == null
                        ? Map.of("user_input", question)
                        : Map.of("user_input", question, "session_id", session);
        var data = LangChat.data(langChat.post("/chat", input).expect(200));
        assertThat(data.getLast().path("done").asBoolean()).isTrue();
        return data;
    }

    private static String line(JsonNode history, int number) {
        var line = history.get(number);
        assertThat(line.propertyNames()).containsExactlyInAnyOrder("role", "content");
        return line.path("role").asString() + ": " + line.path("content").asString();
    }
}
