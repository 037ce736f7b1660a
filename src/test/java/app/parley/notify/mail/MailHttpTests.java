package app.parley.notify.mail;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.HttpTests;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailHttpTests extends HttpTests {
    private static final String PATH = "/api/v1/admin/mail";

    @AfterEach
    void noServer() {
        admin().put(PATH, "{}").expect(200);
    }

    @Test
    void withoutAServerLettersGoIntoTheOutbox() {
        var answer = admin().get(PATH).expect(200);

        assertThat(answer.json().path("host").isNull()).isTrue();
        assertThat(answer.text("origin")).isEqualTo("settings");
        assertThat(anonymous().get("/api/v1/config").json().path("mail").asBoolean()).isFalse();
        assertThat(test("ada@example.org").path("ok").asBoolean()).isTrue();
    }

    @Test
    void aServerIsConnectedAndTriedOut() {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            connect(server.getSmtp().getPort());

            assertThat(test("ada@example.org").path("ok").asBoolean()).isTrue();

            assertThat(server.getReceivedMessages()).hasSize(1);
            assertThat(anonymous().get("/api/v1/config").json().path("mail").asBoolean()).isTrue();
        } finally {
            server.stop();
        }
    }

    @Test
    void saysWhyAServerDoesNotTakeALetter() {
        try (var server = new ScriptedSmtp()) {
            server.answers("RCPT", "550 5.1.1 No such mailbox");
            connect(server.port());

            var outcome = test("ada@example.org");

            assertThat(outcome.path("ok").asBoolean()).isFalse();
            assertThat(outcome.path("message").asString()).contains("No such mailbox");
        }
    }

    @Test
    void aPasswordIsNeverShownAndGoesToItsServerAlone() {
        var body =
                """
                {"host": "%s", "tls": "tls", "username": "parley", %s"from": "parley@example.org"}""";
        var reply =
                admin().put(
                                PATH,
                                body.formatted("mail.example.org", "\"password\": \"canary-pw\","))
                        .expect(200);

        assertThat(reply.body()).doesNotContain("canary-pw");
        assertThat(reply.json().path("hasPassword").asBoolean()).isTrue();
        assertThat(reply.json().path("port").asInt()).isEqualTo(465);
        assertThat(
                        admin().put(PATH, body.formatted("mail.example.org", ""))
                                .expect(200)
                                .json()
                                .path("hasPassword")
                                .asBoolean())
                .isTrue();
        assertThat(
                        admin().put(PATH, body.formatted("mail.evil.test", ""))
                                .expect(200)
                                .json()
                                .path("hasPassword")
                                .asBoolean())
                .isFalse();
    }

    @Test
    void refusesWhatIsNoServer() {
        var admin = admin();
        for (var body :
                new String[] {
                    "{\"host\": \"mail example\", \"from\": \"a@example.org\"}",
                    "{\"host\": \"mail.example.org\", \"from\": \"nobody\"}",
                    "{\"host\": \"mail.example.org\"}",
                    "{\"host\": \"mail.example.org\", \"from\": \"a@example.org\\r\\nBcc: b@example.org\"}",
                    "{\"host\": \"mail.example.org\", \"from\": \"a@example.org\", \"port\": 70000}",
                    "{\"host\": \"mail.example.org\", \"from\": \"a@example.org\", \"tls\": \"maybe\"}",
                    "{\"host\": \"mail.example.org\", \"from\": \"a@example.org\", \"tls\": \"none\","
                            + " \"username\": \"x\", \"password\": \"readable by all\"}"
                }) {
            admin.put(PATH, body).expectProblem(400, "invalid-request");
        }
        admin.post(PATH + "/test", "{\"to\": \"a@example.org, b@example.org\"}")
                .expectProblem(400, "invalid-request");
    }

    private void connect(int port) {
        admin().put(
                        PATH,
                        "{\"host\": \"127.0.0.1\", \"port\": %d, \"tls\": \"none\", \"from\": \"parley@example.org\"}"
                                .formatted(port))
                .expect(200);
    }

    private tools.jackson.databind.JsonNode test(String to) {
        return admin().post(PATH + "/test", "{\"to\": \"" + to + "\"}").expect(200).json();
    }
}
