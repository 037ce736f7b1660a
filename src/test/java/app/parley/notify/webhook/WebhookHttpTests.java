package app.parley.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.db.Database;
import app.parley.support.Awaiting;
import app.parley.support.Chat;
import app.parley.support.HttpTests;
import app.parley.support.Outbox;
import com.sun.net.httpserver.HttpServer;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** A receiver that checks what it gets as RFC 9421 says, with nothing of Parley's own code. */
class WebhookHttpTests extends HttpTests {
    private static final String PATH = "/api/v1/admin/webhooks";
    private static final Pattern INPUT = Pattern.compile("parley=(\\(([^)]*)\\).*)");

    @Autowired private Database database;
    @Autowired private Environment environment;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(204);
    private HttpServer receiver;
    private String url;
    private String webhook;

    private record Received(Map<String, String> headers, String body) {}

    @BeforeEach
    void listen() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext(
                "/hook",
                exchange -> {
                    var body = exchange.getRequestBody().readAllBytes();
                    var headers = new java.util.HashMap<String, String>();
                    exchange.getRequestHeaders()
                            .forEach((name, v) -> headers.put(name.toLowerCase(), v.getFirst()));
                    received.add(new Received(headers, new String(body, StandardCharsets.UTF_8)));
                    exchange.sendResponseHeaders(status.get(), -1);
                    exchange.close();
                });
        receiver.start();
        url = "http://127.0.0.2:" + receiver.getAddress().getPort() + "/hook";
    }

    @AfterEach
    void stop() {
        if (webhook != null) {
            admin().delete(PATH + "/" + webhook).expect(204);
        }
        receiver.stop(0);
    }

    @Test
    void aFinishedChatIsToldWithASignatureThatItsReceiverCanCheck() throws Exception {
        var made = add("chat.finished");
        var chat = Chat.open(newPerson(), "openai/echo");
        chat.askAndWait("a secret question");

        Awaiting.eventually(
                () -> assertThat(received).anyMatch(one -> one.body().contains(chat.id())));
        var told =
                received.stream()
                        .filter(one -> one.body().contains(chat.id()))
                        .findFirst()
                        .orElseThrow();
        var json = new JsonMapper().readTree(told.body());
        assertThat(json.path("type").asString()).isEqualTo("chat.finished");
        assertThat(json.path("data").path("status").asString()).isEqualTo("finished");
        assertThat(told.body()).doesNotContain("secret");
        assertThat(isGood(told, publishedKey(), told.body())).isTrue();
        assertThat(isGood(told, pem(made), told.body())).isTrue();
        assertThat(isGood(told, publishedKey(), told.body() + " ")).isFalse();
        Awaiting.eventually(
                () -> {
                    var item = item();
                    assertThat(item.path("lastStatus").asInt()).isEqualTo(204);
                    assertThat(item.path("lastAt").asString()).endsWith("Z");
                });
    }

    @Test
    void whatIsNotTakenIsToldAgainWithTheSameId() {
        status.set(503);
        add("document.failed");
        admin().post(PATH + "/" + webhook + "/test", "{}").expect(202);
        Awaiting.eventually(() -> assertThat(received).hasSize(1));
        Awaiting.eventually(() -> assertThat(item().path("lastStatus").asInt()).isEqualTo(503));

        status.set(200);

        Awaiting.eventually(() -> assertThat(received).hasSizeGreaterThanOrEqualTo(2));
        assertThat(received.get(1).body()).isEqualTo(received.get(0).body());
        assertThat(received.get(1).headers().get("signature"))
                .isNotEqualTo(received.get(0).headers().get("signature"));
        Awaiting.eventually(() -> assertThat(item().path("lastStatus").asInt()).isEqualTo(200));
    }

    @Test
    void aWebhookThatIsOffIsToldNothing() {
        add("chat.finished");
        var off = admin().patch(PATH + "/" + webhook, "{\"enabled\": false}").expect(200);
        assertThat(off.json().path("enabled").asBoolean()).isFalse();
        admin().post(PATH + "/" + webhook + "/test", "{}").expectProblem(409, "conflict");

        admin().patch(PATH + "/" + webhook, "{\"enabled\": true, \"events\": [\"document.ready\"]}")
                .expect(200);
        admin().post(PATH + "/" + webhook + "/test", "{}").expect(202);
        Awaiting.eventually(() -> assertThat(received).hasSize(1));
        assertThat(received.getFirst().body()).contains("webhook.test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/hook",
                "http://localhost/hook",
                "http://169.254.169.254/latest/meta-data",
                "http://[::1]/hook",
                "http://2130706433/",
                "http://[::ffff:7f00:1]/"
            })
    void nothingIsSentIntoAPrivateNetwork(String target) {
        var added =
                admin().post(
                                PATH,
                                "{\"url\": \"" + target + "\", \"events\": [\"chat.finished\"]}");
        if (added.status() == 400) {
            added.expectProblem(400, "invalid-request");
            return;
        }
        webhook = added.expect(201).text("id");
        admin().post(PATH + "/" + webhook + "/test", "{}").expect(202);

        Awaiting.eventually(() -> assertThat(item().path("lastAt").isNull()).isFalse());
        assertThat(item().path("lastStatus").isNull()).as("nobody was asked").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"url\": \"ftp://example.org\", \"events\": [\"chat.finished\"]}",
                "{\"url\": \"https://a:b@example.org\", \"events\": [\"chat.finished\"]}",
                "{\"url\": \"https://example.org\", \"events\": []}",
                "{\"url\": \"https://example.org\", \"events\": [\"everything\"]}",
                "{\"url\": \"https://example.org\", \"events\": [null]}"
            })
    void whatCannotBeAWebhookIsRefused(String wish) {
        admin().post(PATH, wish).expectProblem(400, "invalid-request");
    }

    @Test
    void peopleWhoComeAndGoAreToldByTheirIdsAlone() {
        add("person.registered");
        admin().patch(
                        PATH + "/" + webhook,
                        "{\"events\": [\"person.registered\", \"person.erased\"]}")
                .expect(200);
        var person = newPerson();
        var id = person.userId().toString();
        Awaiting.eventually(() -> assertThat(about(id)).containsExactly("person.registered"));

        person.send("DELETE", "/api/v1/me", "{\"username\":\"%s\"}".formatted(person.username()))
                .expect(200);

        Awaiting.eventually(
                () ->
                        assertThat(about(id))
                                .containsExactlyInAnyOrder("person.registered", "person.erased"));
        assertThat(received)
                .filteredOn(one -> one.body().contains(id))
                .allSatisfy(one -> assertThat(one.body()).doesNotContain(person.username()));
    }

    private List<String> about(String person) {
        return received.stream()
                .filter(one -> one.body().contains(person))
                .map(one -> new JsonMapper().readTree(one.body()).path("type").asString())
                .toList();
    }

    @Test
    void oneThatTakesNothingForDaysIsSwitchedOffAndAdministratorsGetALetter() {
        var email = "hooks-" + java.util.UUID.randomUUID() + "@example.org";
        var colleague = newPerson();
        var people = "/api/v1/admin/people/" + colleague.userId();
        admin().patch(people, "{\"role\":\"admin\"}").expect(200);
        status.set(503);
        add("document.failed");
        database.change(
                sql -> {
                    sql.sql(
                                    """
                                    update account set email = :email, email_key = :email,
                                        email_verified_at = 1 where id = :id""")
                            .param("email", email)
                            .param("id", colleague.userId())
                            .update();
                    sql.sql("update webhook set failing_since = :since where id = :id")
                            .param("since", Instant.now().minus(Duration.ofDays(4)).toEpochMilli())
                            .param("id", java.util.UUID.fromString(webhook))
                            .update();
                });

        admin().post(PATH + "/" + webhook + "/test", "{}").expect(202);

        Awaiting.eventually(() -> assertThat(item().path("enabled").asBoolean()).isFalse());
        var outbox = new Outbox(Path.of(environment.getRequiredProperty("parley.data-dir")));
        assertThat(outbox.awaited(email, "A webhook of Parley was switched off", 1).getFirst())
                .contains(url);
        admin().patch(people, "{\"role\":\"user\"}").expect(200);
    }

    @Test
    void webhooksAreForAdministrators() {
        var ann = newPerson();
        ann.get(PATH).expectProblem(403, "forbidden");
        ann.post(PATH, "{\"url\": \"https://example.org\", \"events\": [\"chat.finished\"]}")
                .expectProblem(403, "forbidden");
        admin().delete(PATH + "/" + java.util.UUID.randomUUID()).expectProblem(404, "not-found");
    }

    private String add(String event) {
        var made =
                admin().post(PATH, "{\"url\": \"%s\", \"events\": [\"%s\"]}".formatted(url, event))
                        .expect(201);
        webhook = made.text("id");
        return made.text("publicKey");
    }

    private tools.jackson.databind.JsonNode item() {
        for (var item : admin().get(PATH).expect(200).json().path("items")) {
            if (item.path("id").asString().equals(webhook)) {
                return item;
            }
        }
        throw new AssertionError("no webhook " + webhook);
    }

    private boolean isGood(Received told, PublicKey key, String body) throws Exception {
        var digest =
                MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        var claimed = told.headers().get("content-digest");
        if (!claimed.equals("sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":")) {
            return false;
        }
        var input = INPUT.matcher(told.headers().get("signature-input"));
        assertThat(input.matches()).isTrue();
        assertThat(input.group(1))
                .contains(";created=")
                .contains(";expires=")
                .contains(";nonce=\"");
        var values =
                Map.of(
                        "\"@method\"",
                        "POST",
                        "\"@target-uri\"",
                        url,
                        "\"content-digest\"",
                        claimed,
                        "\"content-type\"",
                        told.headers().get("content-type"));
        var base = new StringBuilder();
        for (var component : input.group(2).split(" ")) {
            base.append(component).append(": ").append(values.get(component)).append('\n');
        }
        base.append("\"@signature-params\": ").append(input.group(1));
        var text = told.headers().get("signature");
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(base.toString().getBytes(StandardCharsets.US_ASCII));
        return verifier.verify(
                Base64.getDecoder().decode(text.substring("parley=:".length(), text.length() - 1)));
    }

    private PublicKey publishedKey() throws Exception {
        var jwk =
                anonymous()
                        .get("/.well-known/parley-webhook-keys")
                        .expect(200)
                        .json()
                        .path("keys")
                        .get(0);
        assertThat(jwk.path("crv").asString()).isEqualTo("Ed25519");
        var bytes = Base64.getUrlDecoder().decode(jwk.path("x").asString());
        for (int i = 0; i < bytes.length / 2; i++) {
            var swapped = bytes[i];
            bytes[i] = bytes[bytes.length - 1 - i];
            bytes[bytes.length - 1 - i] = swapped;
        }
        boolean odd = (bytes[0] & 0x80) != 0;
        bytes[0] &= 0x7f;
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(
                        new EdECPublicKeySpec(
                                NamedParameterSpec.ED25519,
                                new EdECPoint(odd, new BigInteger(1, bytes))));
    }

    private static PublicKey pem(String text) throws Exception {
        var base64 = text.replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
    }
}
