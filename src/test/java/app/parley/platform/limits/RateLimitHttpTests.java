package app.parley.platform.limits;

import static app.parley.support.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import app.parley.support.Api;
import app.parley.support.Chat;
import app.parley.support.HttpTests;
import app.parley.support.Reply;
import java.net.http.HttpRequest;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class RateLimitHttpTests extends HttpTests {
    private static final int TURNS_PER_MINUTE = 1_200;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping routes;

    @Autowired private RateLimiter limiter;

    @Test
    void noRouteIsOutsideTheFilter() {
        var outside = new TreeSet<String>();
        var stricter = new TreeMap<String, String>();
        for (var route : mappedRoutes()) {
            var parts = route.split(" ");
            var path = parts[1].replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
            var reply = anonymously(parts[0], path);
            var policy = policyOf(reply);
            if (policy.isEmpty()) {
                outside.add(route);
            } else if (!policy.equals("network")) {
                stricter.put(route, policy);
            }
        }
        assertThat(outside).isEmpty();
        assertThat(stricter)
                .containsOnly(
                        entry("POST /api/v1/auth/register", "register"),
                        entry("POST /api/v1/auth/login", "login"),
                        entry("POST /api/v1/auth/login/second-factor", "login"),
                        entry("POST /api/v1/auth/passkey/options", "login"),
                        entry("POST /api/v1/auth/passkey", "login"),
                        entry("POST /api/v1/auth/email/verify", "links"),
                        entry("POST /api/v1/auth/password/forgot", "letters"),
                        entry("POST /api/v1/auth/password/reset", "links"),
                        entry("POST /api/v1/me/email", "letters"),
                        entry("POST /api/v1/auth/refresh", "refresh"),
                        entry("POST /api/v1/conversations/{id}/turns", "turns"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/c/some-chat", "/health", "/docs", "/assets/none.js", "/favicon.svg"})
    void pagesAndTheirPartsAreCountedToo(String path) {
        assertThat(policyOf(anonymously("GET", path))).isEqualTo("network");
    }

    @Test
    void whoeverIsSignedInIsCountedByAccountWhereverTheyAre() {
        var ann = newPerson();
        var first = ann.get("/api/v1/me").expect(200);
        assertThat(first.header("ratelimit-policy")).isEqualTo("\"account\";q=12000;w=60");
        assertThat(first.header("ratelimit")).matches("\"account\";r=\\d+;t=\\d+");

        var phone = anonymousFrom(2_000);
        phone.login(ann.username(), PASSWORD).expect(200);
        // 200 come back in a second, however busy the machine is.
        eventually(
                () -> {
                    for (int i = 0; i < 6_000; i++) {
                        limiter.take(Rate.perMinute("account", 12_000), ann.userId().toString());
                    }
                    assertThat(left(phone.get("/api/v1/me"))).isLessThan(9_000);
                });
        assertThat(left(newPerson().get("/api/v1/me"))).isEqualTo(11_999);
    }

    @Test
    void whoAsksTooMuchIsToldHowLongToWait() {
        var ann = newPerson();
        var chat = Chat.open(ann, "openai/echo");
        var rate = Rate.perMinute("turns", TURNS_PER_MINUTE);
        Reply refused;
        do {
            while (limiter.take(rate, ann.userId().toString()).granted()) {
                // as a program would
            }
            refused = chat.post("{\"text\":\"One more\"}");
        } while (refused.status() != 429);

        refused.expectProblem(429, "rate-limited");
        assertThat(refused.header("retry-after")).isEqualTo("1");
        assertThat(refused.json().path("retryAfterSeconds").asInt()).isEqualTo(1);
        assertThat(refused.json().path("detail").asString())
                .isEqualTo(
                        "You have asked more questions than Parley takes at a time. Please try again in a second.");
        assertThat(refused.header("ratelimit")).startsWith("\"turns\";r=0;t=");
        ann.get("/api/v1/conversations/" + chat.id()).expect(200);
    }

    @Test
    void nobodyChoosesTheirOwnNetwork() {
        var rate = Rate.perMinute("login", 1_200);
        var caller = Network.of("127.7.209.1").prefix();
        var somewhere = anonymousFrom(2_001);
        somewhere.login("nobody.here", PASSWORD).expectProblem(401, "bad-credentials");
        int before = left(loginFrom(somewhere, "203.0.113.1"));
        eventually(
                () -> {
                    for (int i = 0; i < 600; i++) {
                        limiter.take(rate, caller);
                    }
                    assertThat(left(loginFrom(somewhere, "203.0.113.2"))).isLessThan(before - 300);
                });
    }

    private static Reply loginFrom(Api api, String claimed) {
        return api.send(
                api.request("/api/v1/auth/login")
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", claimed)
                        .header("Forwarded", "for=" + claimed)
                        .header("X-Real-IP", claimed)
                        .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    private Reply anonymously(String method, String path) {
        var api = anonymousFrom(2_002);
        var request = api.request(path).header("Content-Type", "application/json");
        return api.send(request.method(method, HttpRequest.BodyPublishers.ofString("{}")));
    }

    private static String policyOf(Reply reply) {
        var header = reply.headers().firstValue("RateLimit-Policy").orElse("");
        return header.replaceAll("^\"([a-z]+)\";q=\\d+;w=\\d+$", "$1");
    }

    private static int left(Reply reply) {
        return Integer.parseInt(reply.header("ratelimit").replaceAll(".*;r=(\\d+);.*", "$1"));
    }

    private TreeSet<String> mappedRoutes() {
        var found = new TreeSet<String>();
        routes.getHandlerMethods()
                .keySet()
                .forEach(
                        mapping -> {
                            var methods = mapping.getMethodsCondition().getMethods();
                            for (var path : mapping.getPatternValues()) {
                                methods.forEach(method -> found.add(method + " " + path));
                                if (methods.isEmpty()) {
                                    found.add("GET " + path);
                                }
                            }
                        });
        assertThat(found).contains("GET /api/v1/me", "GET /health", "GET /metrics");
        return found;
    }
}
