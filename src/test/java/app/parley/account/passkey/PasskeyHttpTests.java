package app.parley.account.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Api;
import app.parley.support.HttpTests;
import app.parley.support.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PasskeyHttpTests extends HttpTests {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String SIGN_IN = "/api/v1/auth/passkey";

    @Test
    void areOfferedWhereBrowsersHaveThem() {
        assertThat(nobody().get("/api/v1/config").json().path("passkeys").asBoolean()).isTrue();
        assertThat(anonymous().get("/api/v1/config").json().path("passkeys").asBoolean()).isFalse();
        newPerson().post("/api/v1/me/passkeys/options", "{}").expectProblem(409, "conflict");
    }

    @Test
    void aPasskeySignsInWithoutAPassword() {
        var person = person();
        var key = key();
        key.synced = true;
        var made = register(person, key, "Phone");
        assertThat(made.text("name")).isEqualTo("Phone");
        assertThat(made.json().path("synced").asBoolean()).isTrue();
        assertThat(made.json().path("lastUsedAt").isNull()).isTrue();

        var tab = nobody();
        tab.signedIn(signIn(tab, key, null));

        assertThat(tab.get("/api/v1/me").expect(200).text("username")).isEqualTo(person.username());
        tab.refresh().expect(200);
        var listed = tab.get("/api/v1/me/factors").json().path("passkeys");
        assertThat(listed.size()).isEqualTo(1);
        assertThat(listed.get(0).path("lastUsedAt").asString()).endsWith("Z");
    }

    @Test
    void aPasskeyIsASecondFactor() {
        var person = person();
        var key = key();
        register(person, key, "Laptop");

        var refused =
                nobody().login(person.username(), PASSWORD)
                        .expectProblem(401, "second-factor-required");
        assertThat(refused.json().path("methods").toString()).isEqualTo("[\"passkey\"]");
        var challenge = refused.text("challenge");

        var tab = nobody();
        var options = ask(tab, challenge);
        assertThat(
                        options.json()
                                .path("publicKey")
                                .path("allowCredentials")
                                .get(0)
                                .path("id")
                                .asString())
                .isNotEmpty();
        tab.signedIn(answer(tab, options, key.get(options.json().path("publicKey")), challenge));
        tab.get("/api/v1/me").expect(200);
        // The challenge is over.
        tab.post(SIGN_IN + "/options", "{\"challenge\": \"%s\"}".formatted(challenge))
                .expectProblem(401, "unauthenticated");
    }

    @Test
    void aPasskeyOfSomebodyElseIsNoSecondFactor() {
        var victim = person();
        register(victim, key(), "Theirs");
        var thief = person();
        var thiefsKey = key();
        register(thief, thiefsKey, "Mine");
        var challenge =
                nobody().login(victim.username(), PASSWORD)
                        .expectProblem(401, "second-factor-required")
                        .text("challenge");

        var options = ask(nobody(), challenge);
        answer(nobody(), options, thiefsKey.get(options.json().path("publicKey")), challenge)
                .expectProblem(401, "bad-credentials");
        // Nor does a proof that was asked for without the challenge help.
        var passwordless = ask(nobody(), null);
        answer(
                        nobody(),
                        passwordless,
                        thiefsKey.get(passwordless.json().path("publicKey")),
                        challenge)
                .expectProblem(401, "bad-credentials");
    }

    @Test
    void everyProofCountsOnceAndForWhatItWasAskedFor() {
        var person = person();
        var key = key();
        register(person, key, "Key");

        var options = ask(nobody(), null);
        var proof = key.get(options.json().path("publicKey"));
        answer(nobody(), options, proof, null).expect(200);
        answer(nobody(), options, proof, null).expectProblem(401, "bad-credentials");

        var stepUp = person.post("/api/v1/me/step-up/passkey/options", "{}").expect(200);
        answer(nobody(), stepUp, key.get(stepUp.json().path("publicKey")), null)
                .expectProblem(401, "bad-credentials");
        answer(
                        nobody(),
                        UUID.randomUUID().toString(),
                        key.get(stepUp.json().path("publicKey")),
                        null)
                .expectProblem(401, "bad-credentials");
    }

    @Test
    void refusesWhatTheDeviceDidNotVerifyOrAnotherPageAskedFor() {
        var person = person();
        var key = key();
        register(person, key, "Key");

        key.verifiesUser = false;
        signIn(nobody(), key, null).expectProblem(401, "bad-credentials");
        key.verifiesUser = true;
        key.origin = "https://evil.test";
        signIn(nobody(), key, null).expectProblem(401, "bad-credentials");
        key.origin = origin();

        var options = ask(nobody(), null);
        var forged = (ObjectNode) options.json().path("publicKey").deepCopy();
        forged.put("challenge", "c29tZXRoaW5nIGVsc2Ugd2FzIHNpZ25lZA");
        answer(nobody(), options, key.get(forged), null).expectProblem(401, "bad-credentials");

        var otherParty = ask(nobody(), null);
        var phished = (ObjectNode) otherParty.json().path("publicKey").deepCopy();
        phished.put("rpId", "evil.test");
        answer(nobody(), otherParty, key.get(phished), null).expectProblem(401, "bad-credentials");

        var unknown = key();
        unknown.create(options.json().path("publicKey"));
        signIn(nobody(), unknown, null).expectProblem(401, "bad-credentials");

        signIn(nobody(), key, null).expect(200);
    }

    @Test
    void refusesACopyOfADeviceThatCounts() {
        var person = person();
        var key = key();
        register(person, key, "Key");
        signIn(nobody(), key, null).expect(200);

        var options = ask(nobody(), null);
        answer(nobody(), options, key.sign(options.json().path("publicKey")), null)
                .expectProblem(401, "bad-credentials");

        signIn(nobody(), key, null).expect(200);
    }

    @Test
    void takesDevicesThatDoNotCount() {
        var person = person();
        var key = key();
        key.signCount = 0;
        register(person, key, "Key");

        signIn(nobody(), key, null).expect(200);
        signIn(nobody(), key, null).expect(200);
    }

    @Test
    void registersOnlyWhatTheServerAskedFor() {
        var person = person();
        var key = key();
        var stranger = person();
        var options = person.post("/api/v1/me/passkeys/options", "{}").expect(200);
        var publicKey = options.json().path("publicKey");
        assertThat(publicKey.path("rp").path("id").asString()).isEqualTo("localhost");
        assertThat(publicKey.path("authenticatorSelection").path("userVerification").asString())
                .isEqualTo("required");

        add(stranger, options.text("request"), "Stolen", key.create(publicKey))
                .expectProblem(401, "bad-credentials");
        add(person, options.text("request"), "Late", key.create(publicKey))
                .expectProblem(401, "bad-credentials");

        key.verifiesUser = false;
        refusedRegistration(person, key);
        key.verifiesUser = true;
        key.origin = "http://localhost.evil.test";
        refusedRegistration(person, key);
        key.origin = origin();
        register(person, key, "Good");
        var again = person.post("/api/v1/me/passkeys/options", "{}").expect(200);
        assertThat(again.json().path("publicKey").path("excludeCredentials").size()).isEqualTo(1);
        add(person, again.text("request"), "Twice", key.create(again.json().path("publicKey")))
                .expectProblem(409, "conflict");
    }

    @Test
    void answersThatAreNoneAreRefusedAndNothingBreaks() {
        var person = person();
        for (var credential :
                new String[] {
                    "{}",
                    "{\"rawId\": \"AAAA\", \"response\": {}}",
                    "{\"id\": \"x\", \"rawId\": \"AAAA\", \"type\": \"public-key\", \"response\":"
                            + " {\"clientDataJSON\": \"AAAA\", \"attestationObject\": \"AAAA\","
                            + " \"authenticatorData\": \"AAAA\", \"signature\": \"AAAA\"}}",
                    "{\"rawId\": 5, \"response\": []}"
                }) {
            var options = person.post("/api/v1/me/passkeys/options", "{}").expect(200);
            add(person, options.text("request"), "Nothing", (ObjectNode) JSON.readTree(credential))
                    .expectProblem(400, "invalid-request");
            var question = ask(nobody(), null);
            answer(nobody(), question, (ObjectNode) JSON.readTree(credential), null)
                    .expectProblem(401, "bad-credentials");
        }
    }

    @Test
    void aPasskeyConfirms() {
        var person = person();
        var key = key();
        register(person, key, "Key");
        var stranger = person();
        var strangersKey = key();
        register(stranger, strangersKey, "Key");

        var options = person.post("/api/v1/me/step-up/passkey/options", "{}").expect(200);
        confirm(person, options, strangersKey).expectProblem(401, "bad-credentials");
        options = person.post("/api/v1/me/step-up/passkey/options", "{}").expect(200);
        confirm(person, options, key).expect(204);
    }

    @Test
    void ownersRenameAndRemoveTheirs() {
        var person = person();
        var key = key();
        var id = register(person, key, "Key").text("id");
        var stranger = person();

        assertThat(
                        person.patch("/api/v1/me/passkeys/" + id, "{\"name\": \"Desk\"}")
                                .expect(200)
                                .text("name"))
                .isEqualTo("Desk");
        stranger.patch("/api/v1/me/passkeys/" + id, "{\"name\": \"Mine\"}")
                .expectProblem(404, "not-found");
        stranger.delete("/api/v1/me/passkeys/" + id).expectProblem(404, "not-found");
        person.patch("/api/v1/me/passkeys/" + id, "{\"name\": \" \"}")
                .expectProblem(400, "invalid-request");

        person.delete("/api/v1/me/passkeys/" + id).expect(204);

        signIn(nobody(), key, null).expectProblem(401, "bad-credentials");
        nobody().login(person.username(), PASSWORD).expect(200);
    }

    private void refusedRegistration(Api person, SecurityKey key) {
        var options = person.post("/api/v1/me/passkeys/options", "{}").expect(200);
        add(person, options.text("request"), "No", key.create(options.json().path("publicKey")))
                .expectProblem(400, "invalid-request");
    }

    private Reply register(Api person, SecurityKey key, String name) {
        var options = person.post("/api/v1/me/passkeys/options", "{}").expect(200);
        return add(
                        person,
                        options.text("request"),
                        name,
                        key.create(options.json().path("publicKey")))
                .expect(201);
    }

    private static Reply add(Api person, String request, String name, ObjectNode credential) {
        var body = JSON.createObjectNode();
        body.put("request", request);
        body.put("name", name);
        body.set("credential", credential);
        return person.post("/api/v1/me/passkeys", JSON.writeValueAsString(body));
    }

    private static Reply signIn(Api api, SecurityKey key, @Nullable String challenge) {
        var options = ask(api, challenge);
        return answer(api, options, key.get(options.json().path("publicKey")), challenge);
    }

    private static Reply ask(Api api, @Nullable String challenge) {
        var body = JSON.createObjectNode();
        if (challenge != null) {
            body.put("challenge", challenge);
        }
        return api.post(SIGN_IN + "/options", JSON.writeValueAsString(body)).expect(200);
    }

    private static Reply answer(
            Api api, Reply options, ObjectNode credential, @Nullable String challenge) {
        return answer(api, options.text("request"), credential, challenge);
    }

    private static Reply answer(
            Api api, String request, ObjectNode credential, @Nullable String challenge) {
        var body = JSON.createObjectNode();
        body.put("request", request);
        body.set("credential", credential);
        if (challenge != null) {
            body.put("challenge", challenge);
        }
        return api.post(SIGN_IN, JSON.writeValueAsString(body));
    }

    private static Reply confirm(Api person, Reply options, SecurityKey key) {
        var body = JSON.createObjectNode();
        body.put("request", options.text("request"));
        body.set("credential", key.get(options.json().path("publicKey")));
        return person.post("/api/v1/me/step-up/passkey", JSON.writeValueAsString(body));
    }

    /** Somebody who is signed in at the address that passkeys are for. */
    private Api person() {
        var api = nobody();
        api.login(newPerson().username(), PASSWORD).expect(200);
        return api;
    }

    private Api nobody() {
        return new Api(URI.create(origin()), HTTP);
    }

    private SecurityKey key() {
        return new SecurityKey(origin());
    }

    private String origin() {
        return "http://localhost:" + base().getPort();
    }
}
