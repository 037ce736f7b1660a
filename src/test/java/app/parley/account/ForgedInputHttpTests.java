package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.HttpTests;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForgedInputHttpTests extends HttpTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"role\": \"admin\"",
                "\"id\": \"0198c0de-0000-7000-8000-000000000001\"",
                "\"emailVerified\": true",
                "\"createdAt\": \"2020-01-01T00:00:00Z\"",
                "\"authEpoch\": 7",
                "\"passwordHash\": \"x\"",
                "\"password_hash\": \"x\"",
                "\"preferences\": {}"
            })
    void aNewcomerSetsNothingButWhatTheFormHas(String extra) {
        anonymous()
                .post(
                        "/api/v1/auth/register",
                        "{\"username\": \"assigned\", \"password\": \"%s\", %s}"
                                .formatted(PASSWORD, extra))
                .expectProblem(400, "unknown-field");
        anonymous().login("assigned", PASSWORD).expectProblem(401, "bad-credentials");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"role\": \"admin\"",
                "\"id\": \"0198c0de-0000-7000-8000-000000000001\"",
                "\"username\": \"other\"",
                "\"email\": \"other@example.org\"",
                "\"emailVerified\": true",
                "\"email_verified\": true",
                "\"totp\": null",
                "\"passwordHash\": \"x\"",
                "\"preferences\": {\"role\": \"admin\"}",
                "\"preferences\": {\"theme\": \"dark\", \"nonsense\": 1}"
            })
    void aPersonChangesNothingButNameAndPreferences(String extra) {
        var person = newPerson();
        var before = person.get("/api/v1/me").body();

        person.patch("/api/v1/me", "{" + extra + "}").expectProblem(400, "unknown-field");

        assertThat(person.get("/api/v1/me").body()).isEqualTo(before);
    }

    @Test
    void keepsPreferencesKeyByKey() {
        var person = newPerson();

        person.patch(
                        "/api/v1/me",
                        """
                        {"displayName": "  Åsa Ö  ", "preferences": {"theme": "dark", "language": "sv"}}
                        """)
                .expect(200);
        person.patch("/api/v1/me", "{\"preferences\": {\"sidebarCollapsed\": true}}").expect(200);
        var me =
                person.patch("/api/v1/me", "{\"preferences\": {\"language\": null}}")
                        .expect(200)
                        .json();

        assertThat(me.path("displayName").asString()).isEqualTo("Åsa Ö");
        assertThat(me.path("preferences").toString())
                .isEqualTo("{\"theme\":\"dark\",\"sidebarCollapsed\":true}");
        assertThat(person.get("/api/v1/me").json()).isEqualTo(me);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"displayName\": \"\"}",
                "{\"displayName\": \"a\\u0000b\"}",
                "{\"displayName\": \"\\ud800\"}",
                "{\"displayName\": \"evil\\u202etxt\"}",
                "{\"displayName\": [\"a\"]}",
                "{\"preferences\": {\"theme\": \"pink\"}}",
                "{\"preferences\": {\"theme\": {\"a\": 1}}}",
                "{\"preferences\": {\"language\": \"\\u0000\"}}",
                "{\"preferences\": {\"defaultModel\": \"\\ud800\"}}",
                "{\"preferences\": {\"lastConversationId\": \"no id\"}}",
                "{\"preferences\": {\"sidebarCollapsed\": \"perhaps\"}}",
                "{\"preferences\": []}"
            })
    void refusesProfilesThatAreNone(String body) {
        newPerson().patch("/api/v1/me", body).expectProblem(400, "invalid-request");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 400",
                "null | 400",
                "[] | 400",
                "42 | 400",
                "\"text\" | 400",
                "{ | 400",
                "{\"username\": | 400",
                "{\"username\": {}, \"password\": []} | 400",
                "{\"username\": null, \"password\": null} | 400",
                "{\"username\": \"abc\"} | 400",
                "{\"username\": \"\\ud800\\u0000\", \"password\": \"\\udfff\\u0000xxxxxxxxxxxx\"} | 4",
                "{\"username\": \"abc\", \"password\": true} | 4"
            })
    void answersNonsenseWithAProblem(String body, String status) {
        for (var path : List.of("/api/v1/auth/register", "/api/v1/auth/login")) {
            var reply = anonymous().post(path, body);
            assertThat(String.valueOf(reply.status())).as(path + reply.body()).startsWith(status);
            assertThat(reply.header("content-type")).startsWith("application/problem+json");
        }
        var person = newPerson();
        assertThat(person.post("/api/v1/me/password", body).status()).isBetween(400, 499);
        person.get("/api/v1/me").expect(200);
    }

    @Test
    void takesJsonAlone() {
        var person = newPerson();
        for (var type : List.of("text/plain", "application/x-www-form-urlencoded")) {
            person.send(
                            person.request("/api/v1/auth/refresh")
                                    .header("Content-Type", type)
                                    .POST(HttpRequest.BodyPublishers.ofString("{}")))
                    .expectProblem(415, "unsupported-media-type");
        }
        person.post("/api/v1/auth/refresh", "{\"userId\": 1}").expectProblem(400, "unknown-field");
        person.send(
                        person.request("/api/v1/auth/refresh")
                                .POST(HttpRequest.BodyPublishers.noBody()))
                .expect(200);
        person.refresh().expect(200);
    }
}
