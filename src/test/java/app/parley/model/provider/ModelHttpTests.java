package app.parley.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.bench.StubModelServer;
import app.parley.support.Api;
import app.parley.support.HttpTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ModelHttpTests extends HttpTests {
    private static final String PROVIDERS = "/api/v1/admin/providers";
    private static final String CANARY =
            "sk-canary-0123456789abcdef0123456789abcdef0123456789abcdef-wxyz";

    private final StubModelServer stub = StubModelServer.start();
    private String added = "";

    @AfterEach
    void cleanUp() {
        if (!added.isEmpty()) {
            admin().delete(PROVIDERS + "/" + added);
        }
        stub.close();
    }

    @Test
    void listsModelsToWhoeverIsSignedIn() {
        anonymous().get("/api/v1/models").expectProblem(401, "unauthenticated");

        var models = newPerson().get("/api/v1/models").expect(200).json();

        assertThat(models.path("default").asString()).startsWith("openai/");
        assertThat(models.path("nextCursor").isNull()).isTrue();
        var echo = model(models, "openai/echo");
        assertThat(echo.propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "name", "provider", "providerName", "capabilities", "contextLength");
        assertThat(echo.path("provider").asString()).isEqualTo("openai");
        assertThat(echo.path("providerName").asString()).isEqualTo("OpenAI");
        assertThat(echo.path("capabilities").get(0).asString()).isEqualTo("chat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /", "POST /", "PATCH /x", "DELETE /x", "POST /x/check"})
    void isForAdministratorsAlone(String route) {
        var method = route.substring(0, route.indexOf(' '));
        var path = PROVIDERS + route.substring(route.indexOf('/')).replaceFirst("/$", "");

        assertThat(newPerson().send(method, path, "{}").status()).isEqualTo(403);
        assertThat(anonymous().send(method, path, "{}").status()).isEqualTo(401);
    }

    @Test
    void connectsAProviderAndOffersItsModelsAtOnce() {
        stub.lists("zeta-9000");

        var provider = add("My Ünit #1", CANARY);

        assertThat(provider.path("kind").asString()).isEqualTo("openai");
        assertThat(provider.path("baseUrl").asString()).isEqualTo(stub.url("/v1").toString());
        assertThat(provider.path("hasKey").asBoolean()).isTrue();
        assertThat(provider.path("keyHint").asString()).isEqualTo("…wxyz");
        assertThat(provider.path("origin").asString()).isEqualTo("settings");
        assertThat(provider.path("locked").asBoolean()).isFalse();
        assertThat(provider.path("enabled").asBoolean()).isTrue();
        assertThat(provider.path("status").path("state").asString()).isEqualTo("ok");
        assertThat(provider.path("status").path("modelCount").asInt()).isEqualTo(1);
        var model = model(newPerson().get("/api/v1/models").json(), "my-unit-1/zeta-9000");
        assertThat(model.path("providerName").asString()).isEqualTo("My Ünit #1");
    }

    @ParameterizedTest
    @CsvSource({"gemini, /v1beta", "anthropic, /v1", "ollama, ''"})
    void connectsEveryKindOfProvider(String kind, String path) {
        var body =
                "{\"kind\":\"%s\",\"name\":\"A %s\",\"baseUrl\":\"%s\",\"apiKey\":\"sk-some-test-key\"}"
                        .formatted(kind, kind, stub.url(path));

        var provider = admin().post(PROVIDERS, body).expect(201).json();

        added = provider.path("id").asString();
        assertThat(provider.path("status").path("state").asString()).isEqualTo("ok");
        assertThat(admin().get("/api/v1/models").body()).contains("\"a-" + kind + "/echo\"");
    }

    @Test
    void neverShowsAKey() {
        add("Secretive", CANARY);

        for (var path : new String[] {PROVIDERS, "/api/v1/models", "/api/v1/admin/settings"}) {
            assertThat(admin().get(path).body()).doesNotContain("canary");
        }
        assertThat(admin().post(PROVIDERS + "/" + added + "/check", "{}").body())
                .doesNotContain("canary");
        assertThat(
                        admin().patch(PROVIDERS + "/" + added, "{\"apiKey\":\"" + CANARY + " x\"}")
                                .expectProblem(400, "invalid-request")
                                .body())
                .doesNotContain("canary");
    }

    @Test
    void saysHowAskingForTheModelsWent() {
        var status = add("Closed", "wrong").path("status");

        assertThat(status.path("state").asString()).isEqualTo("failed");
        assertThat(status.path("code").asString()).isEqualTo("bad-key");
        assertThat(status.path("message").asString()).startsWith("The key for Closed was refused.");
        assertThat(status.path("checkedAt").asString()).isNotBlank();
    }

    @Test
    void switchesAProviderOffAndRemovesIt() {
        stub.lists("zeta-9000");
        add("Fickle", "");

        admin().patch(PROVIDERS + "/" + added, "{\"enabled\":false,\"name\":\"Off\"}").expect(200);
        assertThat(admin().get("/api/v1/models").body()).doesNotContain("fickle/zeta-9000");
        admin().patch(PROVIDERS + "/" + added, "{\"enabled\":true}").expect(200);
        assertThat(admin().get("/api/v1/models").body()).contains("fickle/zeta-9000");

        admin().delete(PROVIDERS + "/" + added).expect(204);
        admin().delete(PROVIDERS + "/" + added).expectProblem(404, "not-found");
        assertThat(admin().get("/api/v1/models").body()).doesNotContain("fickle/zeta-9000");
    }

    @Test
    void asksForTheKeyAgainWhenTheServerChanges() {
        add("Mover", CANARY);
        try (var other = StubModelServer.start()) {
            var moved = "{\"baseUrl\":\"" + other.url("/v1") + "\"";

            admin().patch(PROVIDERS + "/" + added, moved + "}")
                    .expectProblem(400, "invalid-request");
            assertThat(other.requestCount()).isZero();

            admin().patch(PROVIDERS + "/" + added, moved + ",\"apiKey\":\"sk-another-key-1234\"}")
                    .expect(200);
            assertThat(other.requests().toString())
                    .contains("sk-another-key-1234")
                    .doesNotContain("canary");
        }
    }

    @Test
    void leavesTheEnvironmentsProvidersAlone() {
        var locked = admin().get(PROVIDERS).json().path("items").get(0);
        var id = locked.path("id").asString();

        assertThat(locked.path("origin").asString()).isEqualTo("environment");
        assertThat(locked.path("locked").asBoolean()).isTrue();
        admin().patch(PROVIDERS + "/" + id, "{\"name\":\"x\"}")
                .expectProblem(409, "setting-locked");
        admin().delete(PROVIDERS + "/" + id).expectProblem(409, "setting-locked");
        var checked = admin().post(PROVIDERS + "/" + id + "/check", "{}").expect(200).json();
        assertThat(checked.path("status").path("state").asString()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kind\":\"openai\"}",
                "{\"kind\":\"guide\",\"name\":\"x\"}",
                "{\"kind\":\"OPENAI\",\"name\":\"x\"}",
                "{\"kind\":\"openai\",\"name\":\" \"}",
                "{\"kind\":\"openai\",\"name\":\"x\",\"baseUrl\":\"file:///etc/passwd\"}",
                "{\"kind\":\"openai\",\"name\":\"x\",\"baseUrl\":\"http://u:p@host/\"}",
                "{\"kind\":\"openai\",\"name\":\"x\",\"apiKey\":\"a\\nb\"}",
                "{\"kind\":\"openai\",\"name\":\"x\\u0000\"}",
                "{\"kind\":\"openai\",\"name\":\"x\",\"baseUrl\":[1]}",
            })
    void refusesWhatIsNoProvider(String body) {
        var refused = admin().post(PROVIDERS, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("content-type")).startsWith("application/problem+json");
    }

    @Test
    void refusesUnknownFieldsAndUnknownProviders() {
        admin().post(PROVIDERS, "{\"kind\":\"openai\",\"name\":\"x\",\"isAdmin\":true}")
                .expectProblem(400, "unknown-field");
        admin().patch(PROVIDERS + "/0197-not-an-id", "{}").expectProblem(404, "not-found");
        admin().post(PROVIDERS + "/built-in/check", "{}").expectProblem(404, "not-found");
    }

    @Test
    void takesADefaultModelThatIsThere() {
        var settings = "/api/v1/admin/settings";
        try {
            admin().patch(settings, "{\"defaultModel\":\"openai/echo\"}").expect(200);
            assertThat(newPerson().get("/api/v1/models").text("default")).isEqualTo("openai/echo");
            admin().patch(settings, "{\"defaultModel\":\"openai/nothing\"}")
                    .expectProblem(422, "model-unavailable");
        } finally {
            admin().patch(settings, "{\"defaultModel\":null}").expect(200);
        }
    }

    private JsonNode add(String name, String key) {
        Api admin = admin();
        var body =
                "{\"kind\":\"openai\",\"name\":\"%s\",\"baseUrl\":\"%s\",\"apiKey\":\"%s\"}"
                        .formatted(name, stub.url("/v1"), key);
        var provider = admin.post(PROVIDERS, body).expect(201).json();
        added = provider.path("id").asString();
        return provider;
    }

    private static JsonNode model(JsonNode models, String id) {
        for (var item : models.path("items")) {
            if (item.path("id").asString().equals(id)) {
                return item;
            }
        }
        throw new AssertionError("no model " + id + " in " + models);
    }
}
