package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.HttpTests;
import app.parley.support.Outbox;
import app.parley.support.Reply;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** Who may make an account, as the administrator has said. */
class SignUpHttpTests extends HttpTests {
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired private Environment environment;
    @Autowired private JdbcAccountStore accounts;
    private Outbox outbox;
    private int network;

    @BeforeEach
    void open() {
        outbox = new Outbox(Path.of(environment.getRequiredProperty("parley.data-dir")));
        network = 7000 + (int) (System.nanoTime() % 5000);
    }

    @AfterEach
    void asItWas() {
        set(
                "{\"signUp\": \"open\", \"signUpDomains\": [], \"emailRequired\": false,"
                        + " \"passwordMinLength\": 12, \"breachCheck\": false}");
    }

    @Test
    void whereAnAddressIsNeededNobodyComesInBeforeItIsConfirmed() {
        set("{\"emailRequired\": true}");
        var name = name();
        var email = name + "@example.org";
        register(name, null, null).expectProblem(400, "invalid-request");

        var reply = register(name, email, null).expect(202);

        assertThat(reply.json().path("pending").asString()).isEqualTo("email");
        assertThat(reply.cookies()).isEmpty();
        anonymous().login(name, "not this one at all").expectProblem(401, "bad-credentials");
        // Who comes back before the link was used gets another.
        anonymous().login(name, PASSWORD).expectProblem(403, "email-not-verified");
        verify(outbox.token(email, "Confirm your", 2)).expect(204);
        anonymous().login(name, PASSWORD).expect(200);
    }

    @Test
    void whereAnAddressIsNeededNobodyLearnsWhetherItIsKnown() {
        set("{\"emailRequired\": true}");
        var email = name() + "@example.org";
        var owner = name();
        register(owner, email, null).expect(202);
        verify(outbox.token(email, "Confirm your", 1)).expect(204);
        var fresh = register(name(), name() + "@example.org", null).expect(202);

        var second = name();
        var reply = register(second, email, null).expect(202);

        assertThat(reply.body()).isEqualTo(fresh.body());
        outbox.awaited(email, "have an account at Parley already", 1);
        // Nor does signing in, or registering once more, tell the two apart.
        anonymous().login(second, PASSWORD).expectProblem(403, "email-not-verified");
        register(second, email, null).expectProblem(409, "username-taken");
        assertThat(outbox.letters(email, "Confirm your")).hasSize(1);
        anonymous().login(owner, PASSWORD).expect(200);
    }

    @Test
    void addressesOfCertainDomainsComeInAndOthersDoNot() {
        set("{\"signUp\": \"domains\", \"signUpDomains\": [\"Example.org\", \"bücher.example\"]}");
        var config = anonymous().get("/api/v1/config").expect(200).json();
        assertThat(config.path("signUp").asString()).isEqualTo("domains");
        assertThat(config.path("emailRequired").asBoolean()).isTrue();

        register(name(), null, null).expectProblem(400, "invalid-request");
        for (var outside :
                new String[] {
                    "a@evil.test",
                    "a@example.org.evil.test",
                    "a@notexample.org",
                    "a@sub.example.org"
                }) {
            register(name(), outside, null).expectProblem(403, "forbidden");
        }
        register(name(), name() + "@example.ORG", null).expect(202);
        register(name(), name() + "@bücher.example", null).expect(202);
    }

    @Test
    void anInvitationLetsOnePersonIn() {
        set("{\"signUp\": \"invitation\"}");
        register(name(), null, null).expectProblem(403, "invitation-required");
        register(name(), null, "AAAA").expectProblem(403, "invitation-required");
        var made = admin().post("/api/v1/admin/invitations", "{\"role\": \"admin\"}").expect(201);
        var link = made.text("link");
        assertThat(link).startsWith(base() + "/register#invitation=");
        var token = link.substring(link.indexOf('=') + 1);
        assertThat(admin().get("/api/v1/admin/invitations").body()).doesNotContain(token);

        register("no", null, token).expectProblem(400, "invalid-request");
        var reply = register(name(), null, token).expect(201);

        var user = reply.json().path("user");
        assertThat(user.path("role").asString()).isEqualTo("admin");
        register(name(), null, token).expectProblem(403, "invitation-required");
        // There is one administrator again, as other tests expect.
        admin().patch("/api/v1/admin/people/" + user.path("id").asString(), "{\"role\": \"user\"}")
                .expect(200);
    }

    @Test
    void anInvitationForAnAddressIsForNobodyElse() {
        set("{\"signUp\": \"invitation\"}");
        var email = name() + "@example.org";
        var id =
                admin().post("/api/v1/admin/invitations", "{\"email\": \"" + email + "\"}")
                        .expect(201)
                        .text("id");
        var token = outbox.token(email, "You are invited", 1);

        register(name(), "other@example.org", token).expectProblem(400, "invalid-request");
        register(name(), null, token).expect(201);
        admin().delete("/api/v1/admin/invitations/" + id).expect(204);
        admin().delete("/api/v1/admin/invitations/" + id).expectProblem(404, "not-found");
    }

    @Test
    void anInvitationThatWasTakenBackIsVoid() {
        set("{\"signUp\": \"invitation\"}");
        var made = admin().post("/api/v1/admin/invitations", "{}").expect(201);
        var link = made.text("link");
        admin().delete("/api/v1/admin/invitations/" + made.text("id")).expect(204);

        register(name(), null, link.substring(link.indexOf('=') + 1))
                .expectProblem(403, "invitation-required");
    }

    @Test
    void whoNeedsApprovalWaitsForIt() {
        set("{\"signUp\": \"approval\"}");
        var name = name();

        var reply = register(name, null, null).expect(202);

        assertThat(reply.json().path("pending").asString()).isEqualTo("approval");
        anonymous().login(name, PASSWORD).expectProblem(403, "approval-pending");
        var account = accounts.byUsernameKey(Username.keyOf(name)).orElseThrow();
        var path = "/api/v1/admin/people/" + account.id();
        admin().patch(path, "{\"approved\": false}").expect(200);
        anonymous().login(name, PASSWORD).expectProblem(403, "approval-pending");
        var found = admin().get("/api/v1/admin/people?q=" + name).json().path("items").get(0);
        assertThat(found.path("pending").asBoolean()).isTrue();
        var approved = admin().patch(path, "{\"approved\": true}").expect(200).json();
        assertThat(approved.path("pending").asBoolean()).isFalse();
        anonymous().login(name, PASSWORD).expect(200);
        admin().patch(path, "{\"approved\": true}").expect(200);
        admin().patch(path, "{\"approved\": false}").expectProblem(409, "conflict");
    }

    @Test
    void whereRegistrationIsClosedNoInvitationHelps() {
        var link = admin().post("/api/v1/admin/invitations", "{}").expect(201).text("link");
        set("{\"signUp\": \"closed\"}");

        register(name(), null, link.substring(link.indexOf('=') + 1))
                .expectProblem(403, "forbidden");
        assertThat(anonymous().get("/api/v1/config").json().path("registrationOpen").asBoolean())
                .isFalse();
    }

    @Test
    void theShortestPasswordIsTheAdministratorsToSay() {
        set("{\"passwordMinLength\": 40}");
        register(name(), null, null).expectProblem(422, "weak-password");
        assertThat(anonymous().get("/api/v1/config").json().path("passwordMinLength").asInt())
                .isEqualTo(40);

        for (var length : new int[] {0, 7, 65}) {
            admin().patch("/api/v1/admin/settings", "{\"passwordMinLength\": " + length + "}")
                    .expectProblem(400, "invalid-request");
        }
    }

    @Test
    void refusesRulesThatAreNone() {
        for (var change :
                new String[] {
                    "{\"signUp\": \"anyone\"}",
                    "{\"signUpDomains\": [\"not a domain\"]}",
                    "{\"signUpDomains\": [\"@example.org\"]}",
                    "{\"signUpDomains\": [null]}"
                }) {
            admin().patch("/api/v1/admin/settings", change).expectProblem(400, "invalid-request");
        }
    }

    private void set(String settings) {
        admin().patch("/api/v1/admin/settings", settings).expect(200);
    }

    private Reply register(String name, @Nullable String email, @Nullable String invitation) {
        var form = new HashMap<String, Object>(Map.of("username", name, "password", PASSWORD));
        if (email != null) {
            form.put("email", email);
        }
        if (invitation != null) {
            form.put("invitation", invitation);
        }
        return anonymousFrom(network).post("/api/v1/auth/register", JSON.writeValueAsString(form));
    }

    private Reply verify(String token) {
        return anonymousFrom(network)
                .post("/api/v1/auth/email/verify", "{\"token\": \"" + token + "\"}");
    }

    private static String name() {
        return "s" + UUID.randomUUID().toString().replace("-", "").substring(8);
    }
}
