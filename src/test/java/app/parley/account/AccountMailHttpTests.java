package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.account.factor.AuthenticatorApp;
import app.parley.support.Api;
import app.parley.support.HttpTests;
import app.parley.support.Outbox;
import app.parley.support.Reply;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** What whoever reads the mail of an address can do, and nobody else. */
class AccountMailHttpTests extends HttpTests {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String VERIFY = "Confirm your e-mail address";
    private static final String NEW_EMAIL = "Confirm your new e-mail address";
    private static final String RESET = "Choose a new password";
    private static final String BETTER = "a much better pass phrase";
    private static final int ANY_NETWORK = 900;

    @Autowired private Environment environment;
    private Outbox outbox;
    private int network;

    @BeforeEach
    void open() {
        outbox = new Outbox(Path.of(environment.getRequiredProperty("parley.data-dir")));
        network = ANY_NETWORK + (int) (System.nanoTime() % 5000);
    }

    @Test
    void anAddressIsConfirmedOnceByItsLink() {
        var email = address();
        var person = registered(email);
        assertThat(verified(person)).isFalse();
        var token = outbox.token(email, VERIFY, 1);

        verify(token).expect(204);

        assertThat(verified(person)).isTrue();
        verify(token).expectProblem(400, "bad-token");
        person.post("/api/v1/me/email/verification", "{}").expect(202);
        assertThat(outbox.letters(email, VERIFY)).as("nothing is left to confirm").hasSize(1);
    }

    @Test
    void anEarlierLinkIsVoidAndOnlySoManyAreSent() {
        var email = address();
        var person = registered(email);
        var first = outbox.token(email, VERIFY, 1);
        for (int i = 2; i <= 5; i++) {
            person.post("/api/v1/me/email/verification", "{}").expect(202);
        }

        person.post("/api/v1/me/email/verification", "{}").expectProblem(429, "rate-limited");
        verify(first).expectProblem(400, "bad-token");
        verify(outbox.token(email, VERIFY, 5)).expect(204);
    }

    @Test
    void aPasswordIsResetByTheLinkAndEverySessionEnds() {
        var email = address();
        var person = confirmed(email);
        var phone = anonymous();
        phone.login(person.username(), PASSWORD).expect(200);

        forgot(email).expect(202);
        var token = outbox.token(email, RESET, 1);
        reset(token, "short").expectProblem(422, "weak-password");
        reset(token, BETTER).expect(204);

        person.get("/api/v1/me").expectProblem(401, "unauthenticated");
        phone.get("/api/v1/me").expectProblem(401, "unauthenticated");
        phone.refresh().expectProblem(401, "unauthenticated");
        anonymous().login(person.username(), PASSWORD).expectProblem(401, "bad-credentials");
        anonymous().login(person.username(), BETTER).expect(200);
        reset(token, BETTER + "!").expectProblem(400, "bad-token");
        outbox.awaited(email, "something has changed", 1);
    }

    @Test
    void aNewPasswordDoesNotGoRoundTheSecondFactor() {
        var email = address();
        var person = confirmed(email);
        var app =
                AuthenticatorApp.with(
                        person.post("/api/v1/me/factors/totp", "{}").expect(200).text("secret"));
        person.post(
                        "/api/v1/me/factors/totp/confirm",
                        "{\"code\": \"%s\"}".formatted(app.nextCode()))
                .expect(200);

        forgot(email).expect(202);
        reset(outbox.token(email, RESET, 1), BETTER).expect(204);

        var refused =
                anonymous()
                        .login(person.username(), BETTER)
                        .expectProblem(401, "second-factor-required");
        assertThat(refused.text("accessToken")).isEmpty();
        assertThat(refused.cookies()).isEmpty();
    }

    @Test
    void aLinkThatManyUseAtOnceWorksOnce() throws Exception {
        var email = address();
        confirmed(email);
        forgot(email).expect(202);
        var token = outbox.token(email, RESET, 1);
        var attempts = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 8; i++) {
            var password = BETTER + " " + i;
            attempts.add(() -> reset(token, password).status());
        }

        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var attempt : threads.invokeAll(attempts)) {
                statuses.add(attempt.get());
            }
        }

        assertThat(statuses).containsOnlyOnce(204);
        assertThat(statuses).containsOnly(204, 400);
    }

    @Test
    void whatIsNoGoodLinkIsRefusedInOneWay() {
        var email = address();
        confirmed(email);
        var other = address();
        registered(other);
        var ofAnotherKind = outbox.token(other, VERIFY, 1);
        for (var token :
                List.of(
                        "null",
                        "\"\"",
                        "[]",
                        "{}",
                        "0",
                        "true",
                        "\"" + "A".repeat(43) + "\"",
                        "\"" + "A".repeat(5000) + "\"",
                        "\"" + ofAnotherKind + "\"")) {
            json(
                            "/api/v1/auth/password/reset",
                            "{\"token\": %s, \"newPassword\": \"%s\"}".formatted(token, BETTER))
                    .expectProblem(400, "bad-token");
        }
        json("/api/v1/auth/password/reset", "{\"newPassword\": \"" + BETTER + "\"}")
                .expectProblem(400, "bad-token");
        json("/api/v1/auth/email/verify", "{}").expectProblem(400, "bad-token");
    }

    @Test
    void whoAsksForANewPasswordLearnsNothing() {
        var email = address();
        confirmed(email);
        var unconfirmed = address();
        registered(unconfirmed);

        var known = forgot(email).expect(202);
        for (var other : List.of(address(), unconfirmed, "no address", "")) {
            var reply = forgot(other).expect(202);
            assertThat(reply.body()).isEqualTo(known.body());
            assertThat(reply.headers().map().keySet()).isEqualTo(known.headers().map().keySet());
        }
        outbox.awaited(email, RESET, 1);
        assertThat(outbox.letters(unconfirmed, RESET)).isEmpty();
    }

    @Test
    void linksLeadToTheServerAndNotToWhatARequestSays() {
        var email = address();
        confirmed(email);
        var api = anonymousFrom(network);

        api.send(
                        api.request("/api/v1/auth/password/forgot")
                                .header("Content-Type", "application/json")
                                .header("X-Forwarded-Host", "evil.test")
                                .header("Forwarded", "host=evil.test;proto=https")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"email\": \"" + email + "\"}")))
                .expect(202);

        assertThat(outbox.awaited(email, RESET, 1).getLast()).doesNotContain("evil.test");
    }

    @Test
    void anAddressChangesWhenTheNewOneIsConfirmed() {
        var old = address();
        var person = confirmed(old);
        var phone = anonymous();
        phone.login(old, PASSWORD).expect(200);
        var next = address();

        person.post("/api/v1/me/email", "{\"email\": \"" + next + "\"}").expect(202);

        outbox.awaited(old, "about to have another", 1);
        assertThat(person.get("/api/v1/me").text("email")).isEqualTo(old);
        verify(outbox.token(next, NEW_EMAIL, 1)).expect(204);
        assertThat(person.get("/api/v1/me").text("email")).isEqualTo(next);
        assertThat(verified(person)).isTrue();
        phone.get("/api/v1/me").expectProblem(401, "unauthenticated");
        outbox.awaited(old, "has another e-mail", 1);
        anonymous().login(old, PASSWORD).expectProblem(401, "bad-credentials");
        anonymous().login(next, PASSWORD).expect(200);
    }

    @Test
    void nobodyTakesAnAddressThatIsSomebodyElses() {
        var theirs = address();
        confirmed(theirs);
        var thief = registered(address());

        thief.post("/api/v1/me/email", "{\"email\": \"" + theirs + "\"}").expect(202);

        outbox.awaited(theirs, "have an account at Parley already", 1);
        assertThat(outbox.letters(theirs, NEW_EMAIL)).isEmpty();
    }

    @Test
    void whoOnlySaidThatAnAddressIsTheirsLosesItToItsOwner() {
        var email = address();
        var squatter = registered(email);
        var owner = newPerson();
        owner.post("/api/v1/me/email", "{\"email\": \"" + email + "\"}").expect(202);

        verify(outbox.token(email, NEW_EMAIL, 1)).expect(204);

        assertThat(owner.get("/api/v1/me").text("email")).isEqualTo(email);
        assertThat(squatter.get("/api/v1/me").json().path("email").isNull()).isTrue();
    }

    private Api registered(String email) {
        var name = email.substring(0, email.indexOf('@'));
        var api = anonymousFrom(network);
        var form = Map.of("username", name, "password", PASSWORD, "email", email);
        api.post("/api/v1/auth/register", JSON.writeValueAsString(form)).expect(201);
        api.login(name, PASSWORD).expect(200);
        return api;
    }

    private Api confirmed(String email) {
        var person = registered(email);
        verify(outbox.token(email, VERIFY, 1)).expect(204);
        return person;
    }

    private static boolean verified(Api person) {
        return person.get("/api/v1/me").expect(200).json().path("emailVerified").asBoolean();
    }

    private Reply verify(String token) {
        return json("/api/v1/auth/email/verify", "{\"token\": \"" + token + "\"}");
    }

    private Reply forgot(String email) {
        return json("/api/v1/auth/password/forgot", "{\"email\": \"" + email + "\"}");
    }

    private Reply reset(String token, String password) {
        return json(
                "/api/v1/auth/password/reset",
                "{\"token\": \"%s\", \"newPassword\": \"%s\"}".formatted(token, password));
    }

    private Reply json(String path, String body) {
        return anonymousFrom(network).post(path, body);
    }

    private static String address() {
        return "p" + UUID.randomUUID().toString().replace("-", "").substring(8) + "@example.org";
    }
}
