package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Api;
import app.parley.support.HttpTests;
import app.parley.support.Keys;
import app.parley.support.Reply;
import app.parley.support.SigningClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that signs what it sends, seen by a client that was written from the RFC. */
class SignedRequestHttpTests extends HttpTests {
    private static final String COLLECTIONS = "/api/v1/collections";
    private static final String BODY = "{\"name\":\"Signed\"}";

    private Api ann;
    private KeyPair pair;
    private String keyId;

    @BeforeEach
    void registerAKey() throws Exception {
        ann = newPerson();
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        keyId = register(pair, "").path("id").asString();
    }

    @Test
    void aSignedRequestIsItsOwners() {
        var made = post(client(), BODY).expect(201);

        assertThat(ann.get(COLLECTIONS + "/" + made.text("id")).expect(200).text("access"))
                .isEqualTo("owner");
        get(client().covering("@method", "@target-uri"), COLLECTIONS + "?limit=5").expect(200);
        get(client(), "/api/v1/models").expectProblem(403, "insufficient-scope");
        get(client(), "/api/v1/me/keys").expectProblem(403, "insufficient-scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void keysOfOtherKindsSignAsWell(String kind) throws Exception {
        var pairs = KeyPairGenerator.getInstance(kind);
        if (kind.equals("EC")) {
            pairs.initialize(new ECGenParameterSpec("secp256r1"));
        } else {
            pairs.initialize(2_048);
        }
        var other = pairs.generateKeyPair();
        var made = register(other, "");
        assertThat(made.path("key").isNull()).isTrue();
        assertThat(made.path("kind").asString()).isEqualTo("signing");
        assertThat(made.path("hint").asString()).matches("…[0-9a-f]{8}");

        post(new SigningClient(other, made.path("id").asString()), BODY).expect(201);
    }

    @ParameterizedTest
    @CsvSource({
        "@method, '@target-uri,content-digest'",
        "@target-uri, '@method,content-digest'",
        "content-digest, '@method,@target-uri'"
    })
    void whatIsNotCoveredIsNamed(String missing, String covered) {
        var refused = post(client().covering(covered.split(",")), BODY);

        refused.expectProblem(401, "bad-signature");
        assertThat(refused.json().path("parts").toString()).isEqualTo("[\"" + missing + "\"]");
        assertThat(refused.text("detail")).contains(missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "expires", "nonce", "keyid"})
    void whatIsNotSaidIsNamed(String parameter) {
        var refused = post(client().without(parameter), BODY);

        refused.expectProblem(401, "bad-signature");
        assertThat(refused.json().path("parts").toString()).isEqualTo("[\"" + parameter + "\"]");
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        var refused = post(client().covering("@method").without("nonce"), BODY);

        assertThat(refused.json().path("parts").toString())
                .isEqualTo("[\"@target-uri\",\"content-digest\",\"nonce\"]");
    }

    @ParameterizedTest
    @CsvSource({
        // created and expires, in seconds from now
        "-400, -100, expires",
        "-10, 300, expires",
        "60, 120, created",
        "10, 5, expires",
        "-200, -40, expires"
    })
    void aSignatureIsGoodForMinutes(long created, long expires, String part) {
        long now = Instant.now().getEpochSecond();
        var refused =
                post(
                        client().with("created", "" + (now + created))
                                .with("expires", "" + (now + expires)),
                        BODY);

        refused.expectProblem(401, "bad-signature");
        assertThat(refused.json().path("parts").toString()).isEqualTo("[\"" + part + "\"]");
    }

    @Test
    void clocksMayDifferALittle() {
        long now = Instant.now().getEpochSecond();
        post(client().with("created", "" + (now + 15)).with("expires", "" + (now + 300)), BODY)
                .expect(201);
        post(client().with("created", "" + (now - 250)).with("expires", "" + (now - 1)), BODY)
                .expect(201);
    }

    @Test
    void aSignatureIsGoodOnce() throws Exception {
        var fields = client().sign("POST", url(COLLECTIONS), BODY);
        Callable<Integer> replay = () -> send("POST", COLLECTIONS, BODY, fields).status();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(IntStream.range(0, 20).mapToObj(_ -> replay).toList());
            int accepted = 0;
            for (var answer : answers) {
                accepted += answer.get() == 201 ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(1);
        }
        var again = send("POST", COLLECTIONS, BODY, fields).expectProblem(401, "bad-signature");
        assertThat(again.json().path("parts").toString()).isEqualTo("[\"nonce\"]");
    }

    @Test
    void nothingThatIsSignedCanBeChangedOnTheWay() {
        var fields = client().sign("POST", url(COLLECTIONS), BODY);
        send("POST", COLLECTIONS + "?x=1", BODY, fields).expectProblem(401, "bad-signature");
        send("PUT", COLLECTIONS, BODY, fields).expectProblem(401, "bad-signature");
        var other = send("POST", COLLECTIONS, BODY.replace("Signed", "Sighed"), fields);
        other.expectProblem(401, "bad-signature");
        assertThat(other.text("detail")).contains("Content-Digest");
        send("POST", COLLECTIONS, BODY, changed(fields, "Content-Digest", "sha-256=:AAAA:"))
                .expectProblem(401, "bad-signature");
        var input = fields.get("Signature-Input");
        for (var altered :
                new String[] {
                    input.replace("nonce=\"", "nonce=\"x"),
                    input.replace("expires=1", "expires=2"),
                    input + ";alg=\"ed25519\"",
                    input.replace("\"@method\" ", ""),
                    input.replace("parley=", "other="),
                    input.replace("(", ""),
                    input + ", parley=x",
                    "x".repeat(3_000)
                }) {
            send("POST", COLLECTIONS, BODY, changed(fields, "Signature-Input", altered))
                    .expectProblem(401, "bad-signature");
        }
        send("POST", COLLECTIONS, BODY, changed(fields, "Signature", "parley=:AAAA:"))
                .expectProblem(401, "bad-signature");
        assertThat(named("Sighed")).isFalse();

        send("POST", COLLECTIONS, BODY, fields).expect(201);
    }

    @Test
    void aSignatureForAnotherServerOrOfAnotherKeyIsRefused() throws Exception {
        var elsewhere = client();
        elsewhere.signedUri = "https://other.example/api/v1/collections";
        post(elsewhere, BODY).expectProblem(401, "bad-signature");
        var stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        post(new SigningClient(stranger, keyId), BODY).expectProblem(401, "bad-signature");
        post(new SigningClient(pair, "test-key-ed25519"), BODY).expectProblem(401, "bad-signature");
        var bearer =
                Keys.made(
                        ann,
                        EnumSet.allOf(KeyScope.class).stream()
                                .filter(scope -> scope != KeyScope.ADMIN)
                                .collect(java.util.stream.Collectors.toSet()),
                        "");
        post(new SigningClient(pair, bearer.path("id").asString()), BODY)
                .expectProblem(401, "bad-signature");
        post(client().with("alg", "\"hmac-sha256\""), BODY).expectProblem(401, "bad-signature");
        post(client().with("alg", "\"ed25519\""), BODY).expect(201);
        assertThat(anonymous().withAccessToken("sk-" + keyId).get("/api/v1/me").status())
                .isEqualTo(401);
    }

    @Test
    void aSigningKeyHasItsNetworksAndEndsWhenItIsRevoked() {
        var far = register(pair, ",\"allowedNetworks\":[\"10.0.0.0/8\"]").path("id").asString();
        post(new SigningClient(pair, far), BODY).expectProblem(401, "unauthenticated");

        ann.delete("/api/v1/me/keys/" + keyId).expect(204);
        post(client(), BODY).expectProblem(401, "bad-signature");
    }

    @Test
    void aSignatureOfSomebodyElseDoesNotCloseWhatIsOpen() {
        var fields = Map.of("Signature-Input", "x=()", "Signature", "x=:AAAA:");
        send("GET", "/api/v1/config", null, fields).expect(200);
        send("GET", "/api/v1/me", null, fields).expectProblem(401, "bad-signature");
    }

    @Test
    void aBodyIsBounded() {
        var big = "{\"name\":\"" + "x".repeat(2 << 20) + "\"}";
        post(client(), big).expectProblem(413, "too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE ann@example.org",
                "-----BEGIN PUBLIC KEY-----\\nAAAA\\n-----END PUBLIC KEY-----",
                "-----BEGIN PRIVATE KEY-----\\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\\n-----END PRIVATE KEY-----"
            })
    void whatIsNoPublicKeyIsRefused(String text) {
        ann.post(
                        "/api/v1/me/keys",
                        """
                        {"name":"x","scopes":["chat"],"kind":"signing","publicKey":"%s"}
                        """
                                .formatted(text))
                .expectProblem(400, "invalid-request");
        ann.post("/api/v1/me/keys", "{\"name\":\"x\",\"scopes\":[\"chat\"],\"kind\":\"signing\"}")
                .expectProblem(400, "invalid-request");
    }

    private tools.jackson.databind.JsonNode register(KeyPair keys, String more) {
        var pem =
                "-----BEGIN PUBLIC KEY-----\\n"
                        + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded())
                        + "\\n-----END PUBLIC KEY-----\\n";
        return Keys.made(
                ann,
                EnumSet.of(KeyScope.KNOWLEDGE_READ, KeyScope.KNOWLEDGE_WRITE),
                ",\"kind\":\"signing\",\"publicKey\":\"" + pem + "\"" + more);
    }

    private SigningClient client() {
        return new SigningClient(pair, keyId);
    }

    private boolean named(String name) {
        return ann.get(COLLECTIONS).body().contains(name);
    }

    private Reply post(SigningClient client, String body) {
        return send("POST", COLLECTIONS, body, client.sign("POST", url(COLLECTIONS), body));
    }

    private Reply get(SigningClient client, String path) {
        return send("GET", path, null, client.sign("GET", url(path), null));
    }

    private Reply send(String method, String path, String body, Map<String, String> fields) {
        // Without the Authorization that the client for people sends.
        var request =
                HttpRequest.newBuilder(url(path))
                        .timeout(Duration.ofMinutes(2))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        fields.forEach(request::header);
        return anonymous().send(request);
    }

    private URI url(String path) {
        return URI.create(base() + path);
    }

    private static Map<String, String> changed(
            Map<String, String> fields, String name, String value) {
        var copy = new LinkedHashMap<>(fields);
        copy.put(name, value);
        return copy;
    }
}
