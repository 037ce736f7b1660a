package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.limits.Rate;
import app.parley.platform.limits.RateLimiter;
import app.parley.support.Api;
import app.parley.support.HttpTests;
import app.parley.support.Reply;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

class CredentialsHttpTests extends HttpTests {
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired private RateLimiter limiter;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab",
                "a b c",
                "name@example.org",
                "tab\tname",
                "nul\u0000name",
                "half\ud83d",
                "smiley😀",
                "..",
                "---",
                "аdmin", // its first letter is Cyrillic
                "pαul", // its second letter is Greek
                "zero\u200bwidth",
                "right\u202eleft",
                "a23456789b123456789c123456789d123456789e123456789f1",
            })
    void refusesAUsernameThatIsNotOne(String username) {
        register(Map.of("username", username, "password", PASSWORD))
                .expectProblem(400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "короткая бессмыслица", // letters of one alphabet, but a space
                "Ünïcödé",
                "Мария",
                "佐藤_1",
                "a.b-c_d",
                "ﬁne-ligature"
            })
    void takesLettersOfAnyOneAlphabet(String username) {
        var reply =
                register(
                        Map.of(
                                "username",
                                username.replace(" ", "."),
                                "password",
                                PASSWORD + username));

        reply.expect(201);
    }

    @Test
    void aNameIsTakenInAnyCaseAndForm() {
        register(Map.of("username", "Grace.Hopper", "password", PASSWORD)).expect(201);

        register(Map.of("username", "grace.hopper", "password", PASSWORD))
                .expectProblem(409, "username-taken");
        register(Map.of("username", "ＧＲＡＣＥ.hopper", "password", PASSWORD))
                .expectProblem(409, "username-taken");
        register(Map.of("username", "grace.h0pper", "password", PASSWORD))
                .expectProblem(409, "username-taken");
        anonymous().login("GRACE.hopper", PASSWORD).expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "eleven-char",
                "password1234",
                "Password2024!",
                "qwertyqwerty",
                "1q2w3e4r5t6y",
                "aaaaaaaaaaaaaaa",
                "abcdefghijklmnop",
                "123456789012345",
                "motherfucker",
                "wanda.wanda1"
            })
    void refusesAPasswordThatIsEasyToGuess(String password) {
        var reply = register(Map.of("username", "wanda", "password", password));

        reply.expectProblem(422, "weak-password");
        assertThat(reply.json().path("errors").get(0).path("field").asString())
                .isEqualTo("password");
    }

    @Test
    void takesLongPasswordsInAnyScriptAndRefusesEndlessOnes() {
        var long128 = "длинный пароль ".repeat(8) + "из слов!";
        assertThat(long128).hasSize(128);
        register(Map.of("username", "long.password", "password", long128)).expect(201);
        anonymous().login("long.password", long128).expect(200);
        anonymous()
                .login("long.password", long128.substring(1))
                .expectProblem(401, "bad-credentials");

        register(Map.of("username", "too.long", "password", long128 + "!"))
                .expectProblem(400, "invalid-request");
    }

    @Test
    void signsInByAddressToo() {
        register(
                        Map.of(
                                "username", "by.address",
                                "password", PASSWORD,
                                "email", "By.Address@Example.org",
                                "displayName", "By Address"))
                .expect(201);

        var reply = anonymous().login("by.address@EXAMPLE.org", PASSWORD).expect(200);

        var user = reply.json().path("user");
        assertThat(user.path("email").asString()).isEqualTo("By.Address@Example.org");
        assertThat(user.path("displayName").asString()).isEqualTo("By Address");
        register(
                        Map.of(
                                "username", "by.address.two",
                                "password", PASSWORD,
                                "email", "BY.address@example.org"))
                .expectProblem(409, "email-taken");
        register(Map.of("username", "no.address", "password", PASSWORD, "email", "nobody"))
                .expectProblem(400, "invalid-request");
    }

    @Test
    void doesNotTellWhoHasAnAccount() {
        var person = newPerson();

        var wrong = anonymous().login(person.username(), "some other long password");
        var nobody = anonymous().login("nobody.here", "some other long password");
        var impossible = anonymous().login("nobody here!", "some other long password");
        var empty = anonymous().login(person.username(), "");

        for (var reply : new Reply[] {wrong, nobody, impossible, empty}) {
            reply.expectProblem(401, "bad-credentials");
            assertThat(shape(reply)).isEqualTo(shape(wrong));
            assertThat(reply.cookies()).isEmpty();
        }
    }

    @Test
    void refusesTheEleventhGuessWhateverTheHeadersSay() {
        var person = newPerson();
        for (int i = 0; i < 10; i++) {
            guess(person.username(), i).expectProblem(401, "bad-credentials");
            guess("nobody.at.all", i).expectProblem(401, "bad-credentials");
        }

        var refused = guess(person.username(), 10);
        refused.expectProblem(429, "rate-limited");
        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(3_500, 3_601);
        assertThat(refused.json().path("retryAfterSeconds").asInt()).isBetween(3_500, 3_601);
        guess("nobody.at.all", 10).expectProblem(429, "rate-limited");
        // Not even the right one is tried any more, but who is in stays in.
        anonymous().login(person.username(), PASSWORD).expectProblem(429, "rate-limited");
        person.refresh().expect(200);
    }

    @Test
    void limitsRegistrationsOfANetworkAndForgivesMistakes() {
        var somewhere = anonymousFrom(1_000);
        for (int i = 0; i < 100; i++) {
            somewhere
                    .post("/api/v1/auth/register", "{\"username\": \"x\", \"password\": \"y\"}")
                    .expectProblem(400, "invalid-request");
        }
        var network = HexFormat.of().formatHex(new byte[] {127, 1_000 >> 8, (byte) 1_000});
        for (int i = 0; i < 59; i++) {
            limiter.take(new Rate("register", 100, Duration.ofHours(1), 60), network);
        }

        register(somewhere, Map.of("username", "the.sixtieth", "password", PASSWORD)).expect(201);
        var refused = register(somewhere, Map.of("username", "the.next", "password", PASSWORD));

        refused.expectProblem(429, "rate-limited");
        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 37);
        register(anonymousFrom(1_001), Map.of("username", "elsewhere", "password", PASSWORD))
                .expect(201);
    }

    @Test
    void changesThePasswordAndEndsTheOtherSessions() {
        var person = newPerson();
        var phone = anonymous();
        phone.login(person.username(), PASSWORD).expect(200);

        changePassword(person, "not my password at all", "a much better pass phrase")
                .expectProblem(401, "bad-credentials");
        changePassword(person, PASSWORD, "short").expectProblem(422, "weak-password");
        changePassword(person, PASSWORD, "a much better pass phrase").expect(204);

        person.get("/api/v1/me").expect(200);
        phone.get("/api/v1/me").expectProblem(401, "unauthenticated");
        anonymous().login(person.username(), PASSWORD).expectProblem(401, "bad-credentials");
        anonymous().login(person.username(), "a much better pass phrase").expect(200);
    }

    @Test
    void letsNobodyButTheAdministratorOpenAndCloseRegistration() {
        newPerson()
                .patch("/api/v1/admin/settings", "{\"registrationOpen\": false}")
                .expectProblem(403, "forbidden");
        try {
            admin().patch("/api/v1/admin/settings", "{\"registrationOpen\": false}").expect(200);
            register(Map.of("username", "latecomer", "password", PASSWORD))
                    .expectProblem(403, "forbidden");
            assertThat(
                            anonymous()
                                    .get("/api/v1/config")
                                    .json()
                                    .path("registrationOpen")
                                    .asBoolean())
                    .isFalse();
        } finally {
            admin().patch("/api/v1/admin/settings", "{\"registrationOpen\": true}").expect(200);
        }
        register(Map.of("username", "latecomer", "password", PASSWORD)).expect(201);
    }

    private Reply guess(String username, int number) {
        var api = anonymousFrom(2_000 + number % 3);
        return api.send(
                api.request("/api/v1/auth/login")
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", "198.51.100." + number)
                        .header("Forwarded", "for=198.51.100." + number)
                        .header("X-Real-IP", "198.51.100." + number)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        JSON.writeValueAsString(
                                                Map.of(
                                                        "username",
                                                        username,
                                                        "password",
                                                        "guess number " + number)))));
    }

    private static Reply changePassword(Api person, String current, String replacement) {
        return person.post(
                "/api/v1/me/password",
                JSON.writeValueAsString(
                        Map.of("currentPassword", current, "newPassword", replacement)));
    }

    private Reply register(Map<String, String> form) {
        return register(anonymousFrom(2_100), form);
    }

    private static Reply register(Api api, Map<String, String> form) {
        return api.post("/api/v1/auth/register", JSON.writeValueAsString(form));
    }

    private static String shape(Reply reply) {
        return reply.body().replaceAll("\"requestId\":\"[^\"]*\"", "");
    }
}
