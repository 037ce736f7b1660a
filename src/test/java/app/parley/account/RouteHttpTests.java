package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.HttpTests;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteHttpTests extends HttpTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/me",
                "/api/v1/me/sessions",
                "/api/v1/admin/settings",
                "/api/v1/no-such-route",
                "/api/v2/config",
                "/api/v1/auth/login"
            })
    void letsNobodyInWhoIsNotSignedIn(String path) {
        var reply = anonymous().get(path).expectProblem(401, "unauthenticated");

        assertThat(reply.header("www-authenticate")).isEqualTo("Bearer");
        assertThat(reply.cookies()).isEmpty();
    }

    @Test
    void refusesWritesThatNoRouteTakes() {
        anonymous().post("/", "{}").expectProblem(401, "unauthenticated");
        anonymous().post("/anything", "{}").expectProblem(401, "unauthenticated");
        anonymous().delete("/api/v1/config").expectProblem(401, "unauthenticated");
        newPerson().get("/api/v1/no-such-route").expectProblem(404, "not-found");
        newPerson().get("/api/v1/auth/login").expectProblem(405, "method-not-allowed");
    }

    @Test
    void showsMetricsToAdministratorsAlone() {
        anonymous().get("/metrics").expectProblem(401, "unauthenticated");
        newPerson().get("/metrics").expectProblem(403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/v1/me",
                "/api/v1/me;role=admin",
                "/api/v1/%2e%2e/me",
                "/api/v1/me%2fsessions",
                "/api/v1%5cme",
                "/api/v1/me%00"
            })
    void refusesPathsWithTricks(String path) {
        assertThat(anonymous().get(path).status()).isIn(400, 401, 404);
        assertThat(newPerson().get(path).status()).isIn(400, 404);
    }

    @Test
    void noHeaderButTheTokenSaysWhoSomebodyIs() {
        var api = anonymous();
        var admin = admin();
        var claims =
                Map.of(
                        "X-User", "founder",
                        "X-User-Id", admin.userId().toString(),
                        "X-Forwarded-User", "founder",
                        "X-Api-Key", admin.accessToken(),
                        "X-Original-URL", "/api/v1/config",
                        "X-Rewrite-URL", "/api/v1/config",
                        "X-HTTP-Method-Override", "POST",
                        "Cookie", "access_token=" + admin.accessToken());
        claims.forEach(
                (name, value) ->
                        api.send(api.request("/api/v1/me").header(name, value).GET())
                                .expectProblem(401, "unauthenticated"));
        api.get("/api/v1/me?access_token=" + admin.accessToken())
                .expectProblem(401, "unauthenticated");
        api.send(
                        api.request("/api/v1/me")
                                .header("Authorization", "Basic Zm91bmRlcjpmb3VuZGVy")
                                .GET())
                .expectProblem(401, "unauthenticated");
    }

    @ParameterizedTest
    @CsvSource({
        // Origin, Sec-Fetch-Site, allowed
        "OWN, same-origin, true",
        "OWN, '', true",
        "'', '', true",
        "'', none, true",
        "'', same-origin, true",
        "https://evil.test, cross-site, false",
        "https://evil.test, '', false",
        "https://evil.test, same-origin, false",
        "OWN, cross-site, false",
        "'', cross-site, false",
        "'', Cross-Site, false",
        "null, '', false",
        "OWN.evil.test, '', false",
        "http://127.0.0.1, '', false",
        "http://127.0.0.1:1, same-site, false",
        "http://localhost:PORT, same-site, false",
        "OWN@evil.test, '', false",
        "file://, '', false",
        "garbage, '', false",
        "'http://a b', '', false"
    })
    void takesWritesFromItsOwnPagesAlone(String origin, String site, boolean allowed) {
        var person = newPerson();
        var sent =
                origin.replace("OWN", base().toString())
                        .replace("PORT", String.valueOf(base().getPort()));
        var request =
                person.request("/api/v1/me")
                        .header("Content-Type", "application/json")
                        .method("PATCH", HttpRequest.BodyPublishers.ofString("{}"));
        if (!sent.isEmpty()) {
            request.header("Origin", sent);
        }
        if (!site.isEmpty()) {
            request.header("Sec-Fetch-Site", site);
        }

        var reply = person.send(request);

        if (allowed) {
            reply.expect(200);
        } else {
            reply.expectProblem(403, "cross-site");
        }
        assertThat(reply.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/v1/auth/register",
                "POST /api/v1/auth/login",
                "POST /api/v1/auth/refresh",
                "POST /api/v1/auth/logout",
                "POST /api/v1/me/password",
                "DELETE /api/v1/me/sessions",
                "PUT /api/v1/anything",
                "POST /anything"
            })
    void refusesEveryWriteFromAnotherSite(String route) {
        var person = newPerson();
        var parts = route.split(" ");

        person.send(
                        person.request(parts[1])
                                .header("Origin", "https://evil.test")
                                .header("Content-Type", "text/plain")
                                .method(parts[0], HttpRequest.BodyPublishers.ofString("{}")))
                .expectProblem(403, "cross-site");

        person.refresh().expect(200);
    }
}
