package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.account.factor.AuthenticatorApp;
import app.parley.support.Api;
import app.parley.support.HttpTests;
import app.parley.support.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class FactorHttpTests extends HttpTests {
    private static final String ANSWER = "/api/v1/auth/login/second-factor";

    @Autowired private JdbcSessionStore sessions;
    @Autowired private SecondFactorPolicy policy;

    @Test
    void aPasswordAloneIsNotEnoughOnceThereIsASecondFactor() {
        var person = newPerson();
        assertThat(person.get("/api/v1/me").json().path("secondFactor").asBoolean()).isFalse();
        var app = enable(person);

        assertThat(person.get("/api/v1/me").json().path("secondFactor").asBoolean()).isTrue();
        var refused =
                anonymous()
                        .login(person.username(), PASSWORD)
                        .expectProblem(401, "second-factor-required");
        assertThat(refused.cookies()).isEmpty();
        assertThat(refused.text("accessToken")).isEmpty();
        assertThat(refused.json().path("expiresIn").asInt()).isEqualTo(300);
        assertThat(texts(refused, "methods")).containsExactly("totp", "recovery-code");

        var api = anonymous();
        var challenge = refused.text("challenge");
        var code = app.nextCode();
        api.signedIn(answer(api, challenge, "totp", code));
        assertThat(api.get("/api/v1/me").expect(200).text("username")).isEqualTo(person.username());

        // Neither the challenge nor the code is good for a second session.
        answer(anonymous(), challenge, "totp", app.nextCode())
                .expectProblem(401, "unauthenticated");
        answer(anonymous(), challenge(person), "totp", code).expectProblem(401, "bad-code");
    }

    @Test
    void aRecoveryCodeStandsInOnce() {
        var person = newPerson();
        var codes = new ArrayList<String>();
        enable(person, codes);

        answer(anonymous(), challenge(person), "recovery-code", codes.getFirst()).expect(200);
        answer(anonymous(), challenge(person), "recovery-code", codes.getFirst())
                .expectProblem(401, "bad-code");

        var standing = person.get("/api/v1/me/factors").expect(200).json();
        assertThat(standing.path("recoveryCodes").path("left").asInt()).isEqualTo(9);
        assertThat(standing.path("totp").path("enabled").asBoolean()).isTrue();
        assertThat(standing.path("totp").path("since").asString()).endsWith("Z");
    }

    @Test
    void aPasswordThatDoesNotStandAloneMayBeShorter() {
        var person = newPerson();
        var change = "{\"currentPassword\": \"%s\", \"newPassword\": \"%s\"}";
        var shorter = change.formatted(PASSWORD, "q7vk%2rw");
        person.post("/api/v1/me/password", shorter).expectProblem(422, "weak-password");
        enable(person);

        person.post("/api/v1/me/password", change.formatted(PASSWORD, "q7vk%2r"))
                .expectProblem(422, "weak-password");
        person.post("/api/v1/me/password", shorter).expect(204);
    }

    @Test
    void aChallengeBearsFiveTries() {
        var person = newPerson();
        var app = enable(person);
        var challenge = challenge(person);

        for (int i = 0; i < SecondFactor.MOST_TRIES; i++) {
            answer(anonymous(), challenge, "totp", "00000x").expectProblem(401, "bad-code");
        }

        answer(anonymous(), challenge, "totp", app.nextCode())
                .expectProblem(401, "unauthenticated");
        answer(anonymous(), "no such challenge", "totp", "123456")
                .expectProblem(401, "unauthenticated");
    }

    @Test
    void anAccountBearsTenWrongCodesAnHourWhateverTheChallenges() {
        var person = newPerson();
        var app = enable(person);

        for (int i = 0; i < 10; i++) {
            answer(anonymous(), challenge(person), "recovery-code", "aaaaa-aaaaa")
                    .expectProblem(401, "bad-code");
        }

        answer(anonymous(), challenge(person), "totp", app.nextCode())
                .expectProblem(429, "rate-limited");
    }

    @Test
    void nothingAboutFactorsChangesInASessionThatNobodyConfirmed() {
        var person = newPerson();
        var app = enable(person);
        forgetProof(person);

        var refused =
                person.post("/api/v1/me/factors/totp", "{}").expectProblem(403, "step-up-required");
        assertThat(texts(refused, "methods")).containsExactly("password", "totp");
        person.delete("/api/v1/me/factors/totp").expectProblem(403, "step-up-required");
        person.post("/api/v1/me/factors/recovery-codes", "{}")
                .expectProblem(403, "step-up-required");
        person.get("/api/v1/me/factors").expect(200);

        person.post("/api/v1/me/step-up", "{\"password\": \"not this one\"}")
                .expectProblem(401, "bad-credentials");
        person.post("/api/v1/me/step-up", "{}").expectProblem(400, "invalid-request");
        person.post("/api/v1/me/factors/totp", "{}").expectProblem(403, "step-up-required");

        person.post("/api/v1/me/step-up", "{\"code\": \"%s\"}".formatted(app.nextCode()))
                .expect(204);
        person.post("/api/v1/me/factors/recovery-codes", "{}").expect(200);
        forgetProof(person);
        person.confirm().expect(204);
        person.delete("/api/v1/me/factors/totp").expect(204);

        anonymous().login(person.username(), PASSWORD).expect(200);
    }

    @Test
    void changingThePasswordConfirmsAsThePasswordWasTyped() {
        var person = newPerson();
        forgetProof(person);

        person.post(
                        "/api/v1/me/password",
                        """
                        {"currentPassword": "%s", "newPassword": "another %s"}
                        """
                                .formatted(PASSWORD, PASSWORD))
                .expect(204);

        person.post("/api/v1/me/factors/totp", "{}").expect(200);
    }

    @Test
    void writesOfAdministratorsAskForAProofAndReadsDoNot() {
        var admin = anonymous();
        admin.login(admin().username(), PASSWORD).expect(200);
        forgetProof(admin);

        admin.get("/api/v1/admin/settings").expect(200);
        admin.patch("/api/v1/admin/settings", "{}").expectProblem(403, "step-up-required");
        admin.post("/api/v1/admin/providers", "{}").expectProblem(403, "step-up-required");
        admin.confirm().expect(204);
        admin.patch("/api/v1/admin/settings", "{}").expect(200);
    }

    @Test
    void aNewFactorEndsTheOtherSessions() {
        var person = newPerson();
        var phone = anonymous();
        phone.login(person.username(), PASSWORD).expect(200);

        enable(person);

        phone.get("/api/v1/me").expectProblem(401, "unauthenticated");
        person.get("/api/v1/me").expect(200);
    }

    @Test
    void whoMustHaveAFactorReachesOnlyWhatSetsOneUp() {
        var person = newPerson();
        policy.require(java.util.Set.of(Role.USER));
        try {
            var late = anonymous();
            var signedIn = late.login(person.username(), PASSWORD).expect(200);
            assertThat(signedIn.json().path("user").path("secondFactorSetupRequired").asBoolean())
                    .isTrue();

            late.get("/api/v1/conversations").expectProblem(403, "second-factor-setup-required");
            late.get("/api/v1/events").expectProblem(403, "second-factor-setup-required");
            late.get("/api/v1/me/sessions").expectProblem(403, "second-factor-setup-required");
            late.post("/api/v1/conversations", "{}")
                    .expectProblem(403, "second-factor-setup-required");
            late.get("/api/v1/me").expect(200);
            late.get("/api/v1/config").expect(200);
            late.refresh().expect(200);

            enable(late);
            late.get("/api/v1/conversations").expect(200);
            assertThat(late.get("/api/v1/me").json().path("secondFactorSetupRequired").asBoolean())
                    .isFalse();
            late.post("/api/v1/auth/logout", "{}").expect(204);
        } finally {
            policy.require(java.util.Set.of());
        }
    }

    @Test
    void whoMustHaveAFactorIsASettingOfAdministrators() {
        var admin = admin();
        assertThat(
                        admin.get("/api/v1/admin/settings")
                                .expect(200)
                                .json()
                                .path("secondFactorRoles")
                                .isArray())
                .isTrue();
        admin.patch("/api/v1/admin/settings", "{\"secondFactorRoles\": [\"nobody\"]}")
                .expectProblem(400, "invalid-request");
        admin.patch("/api/v1/admin/settings", "{\"secondFactorRoles\": [null]}")
                .expectProblem(400, "invalid-request");
        admin.patch("/api/v1/admin/settings", "{\"secondFactorRoles\": []}").expect(200);
    }

    private void forgetProof(Api person) {
        for (var session : person.get("/api/v1/me/sessions").expect(200).json().path("items")) {
            if (session.path("current").asBoolean()) {
                sessions.confirm(
                        java.util.UUID.fromString(session.path("id").asString()),
                        java.time.Instant.now().minus(Confirmation.VALID).minusSeconds(1));
            }
        }
    }

    private static AuthenticatorApp enable(Api person) {
        return enable(person, new ArrayList<>());
    }

    private static AuthenticatorApp enable(Api person, List<String> codes) {
        var offer = person.post("/api/v1/me/factors/totp", "{}").expect(200);
        var app = AuthenticatorApp.with(offer.text("secret"));
        assertThat(offer.text("uri"))
                .contains("otpauth://totp/Parley:" + person.username(), offer.text("secret"));
        assertThat(offer.text("qr")).startsWith("<svg");
        var confirmed =
                person.post(
                                "/api/v1/me/factors/totp/confirm",
                                "{\"code\": \"%s\"}".formatted(app.nextCode()))
                        .expect(200);
        codes.addAll(texts(confirmed, "recoveryCodes"));
        assertThat(codes).hasSize(10);
        return app;
    }

    private String challenge(Api person) {
        return anonymous()
                .login(person.username(), PASSWORD)
                .expectProblem(401, "second-factor-required")
                .text("challenge");
    }

    private static Reply answer(Api api, String challenge, String method, String code) {
        return api.post(
                ANSWER,
                """
                {"challenge": "%s", "method": "%s", "code": "%s"}
                """
                        .formatted(challenge, method, code));
    }

    private static List<String> texts(Reply reply, String field) {
        var texts = new ArrayList<String>();
        reply.json().path(field).forEach(text -> texts.add(text.asString()));
        return texts;
    }
}
