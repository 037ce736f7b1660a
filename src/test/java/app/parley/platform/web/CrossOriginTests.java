package app.parley.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.support.Api;
import app.parley.support.Reply;
import app.parley.support.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other origins: exactly those that were named, with a token and never with a cookie. */
class CrossOriginTests {
    private static final String FRIEND = "https://app.example.org";

    private static TestServer server;
    private static Api ann;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start("parley.web.cors.origins=" + FRIEND + ",http://localhost:5173");
        ann = server.api().register("ann", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void aNamedOriginReadsAndWritesWithAToken() {
        var asked = preflight(FRIEND);
        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.header("access-control-allow-origin")).isEqualTo(FRIEND);
        assertThat(asked.header("access-control-allow-headers")).contains("Authorization");
        assertThat(asked.header("access-control-allow-credentials")).isEmpty();
        var written = write(ann.withRefreshToken(""), FRIEND);
        assertThat(written.expect(200).header("access-control-allow-origin")).isEqualTo(FRIEND);
        assertThat(written.header("vary")).contains("Origin");
        assertThat(write(ann.withRefreshToken(""), "http://localhost:5173").status())
                .isEqualTo(200);
    }

    @Test
    void aCookieIsNeverTheirs() {
        write(ann, FRIEND).expectProblem(403, "cross-site");
        server.api()
                .send(
                        ann.request("/api/v1/auth/refresh")
                                .header("Origin", FRIEND)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{}")))
                .expectProblem(403, "cross-site");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.org.evil.test",
                "https://evil.app.example.org",
                "https://appXexample.org",
                "http://app.example.org",
                "https://app.example.org:8443",
                "https://APP.example.org",
                "https://evil.test",
                "http://localhost:5174",
                "null"
            })
    void anyOtherOriginIsToldNothing(String origin) {
        for (var reply :
                List.of(
                        preflight(origin),
                        write(ann.withRefreshToken(""), origin),
                        ann.send(ann.request("/api/v1/me").header("Origin", origin).GET()),
                        ann.send(ann.request("/api/v1/none").header("Origin", origin).GET()))) {
            assertThat(reply.headers().map().keySet())
                    .noneMatch(name -> name.startsWith("access-control-"));
        }
        write(ann.withRefreshToken(""), origin).expectProblem(403, "cross-site");
    }

    @Test
    void everyAnswerIsForItsOwnOrigin() {
        for (var path :
                List.of("/", "/api/v1/me", "/api/v1/none", "/health/live", "/assets/none.js")) {
            var reply = ann.get(path);
            assertThat(reply.header("cross-origin-resource-policy"))
                    .as(path)
                    .isEqualTo("same-origin");
            assertThat(reply.header("cross-origin-opener-policy"))
                    .as(path)
                    .isEqualTo("same-origin");
        }
    }

    @Test
    void onlyOriginsAreOrigins() {
        assertThatCode(
                        () ->
                                new CorsProperties(
                                        List.of("https://a.example", "https://a.example:8443")))
                .doesNotThrowAnyException();
        for (var wrong :
                List.of(
                        "*",
                        "null",
                        "https://*.example.org",
                        "https://a.example/",
                        "https://A.example",
                        "https://a.example:443",
                        "http://a.example",
                        "https://a@b.example",
                        "a.example")) {
            assertThatThrownBy(() -> new CorsProperties(List.of(wrong)))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Reply preflight(String origin) {
        var nobody = server.api();
        return nobody.send(
                nobody.request("/api/v1/me")
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "PATCH")
                        .method("OPTIONS", BodyPublishers.noBody()));
    }

    private static Reply write(Api api, String origin) {
        return api.send(
                api.request("/api/v1/me")
                        .header("Origin", origin)
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString("{}")));
    }
}
