package app.parley.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Api;
import app.parley.support.HttpTests;
import app.parley.support.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Sends what no client should to every route that takes a body; a route that is added later is
 * tested without being named here.
 */
class BadInputTests extends HttpTests {
    private static final Set<RequestMethod> WRITES =
            Set.of(
                    RequestMethod.POST,
                    RequestMethod.PUT,
                    RequestMethod.PATCH,
                    RequestMethod.DELETE);

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping routes;

    private record Route(RequestMethod method, String pattern, boolean needsBody) {
        String path() {
            return pattern.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        }

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    @TestFactory
    Stream<DynamicTest> isRefusedEverywhereAsAProblem() {
        var found = writeRoutes();
        assertThat(found).hasSizeGreaterThan(5);
        return found.stream()
                .map(route -> DynamicTest.dynamicTest(route.toString(), () -> refusesAll(route)));
    }

    private void refusesAll(Route route) {
        var person = route.pattern().contains("/admin/") ? admin().copy() : newPerson();
        SoftAssertions.assertSoftly(
                all ->
                        bodies().forEach(
                                        (name, body) -> {
                                            var reply =
                                                    send(person, route, "application/json", body);
                                            all.assertThat(reply.status())
                                                    .as(
                                                            route
                                                                    + " with "
                                                                    + name
                                                                    + ": "
                                                                    + reply.body())
                                                    .isBetween(route.needsBody() ? 400 : 200, 499);
                                            if (reply.status() >= 400) {
                                                checkProblem(all, route + " with " + name, reply);
                                            }
                                        }));
        if (route.needsBody()) {
            for (var type :
                    List.of("text/plain", "application/xml", "application/x-www-form-urlencoded")) {
                send(person, route, type, bytes("{}")).expectProblem(415, "unsupported-media-type");
            }
        }
    }

    private static void checkProblem(SoftAssertions all, String what, Reply reply) {
        all.assertThat(reply.header("content-type"))
                .as(what)
                .startsWith("application/problem+json");
        all.assertThat(reply.json().path("requestId").asString()).as(what).isNotBlank();
        all.assertThat(reply.body())
                .as(what)
                .doesNotContain("Exception", "app.parley", "tools.jackson", "org.springframework");
    }

    private static Map<String, byte[]> bodies() {
        var bodies = new LinkedHashMap<String, byte[]>();
        bodies.put("nothing", new byte[0]);
        bodies.put("half an object", bytes("{"));
        bodies.put("no JSON", bytes("text"));
        bodies.put("null", bytes("null"));
        bodies.put("a list", bytes("[]"));
        bodies.put("a string", bytes("\"text\""));
        bodies.put("a number", bytes("1e99999"));
        bodies.put("two values", bytes("{} {}"));
        bodies.put("an unknown field", bytes("{\"noSuchField\": 1}"));
        bodies.put("a field twice", bytes("{\"a\": 1, \"a\": 2}"));
        bodies.put("U+0000", bytes("{\"text\": \"a\\u0000b\"}"));
        bodies.put("raw U+0000", bytes("{\"text\": \"a\u0000b\"}"));
        bodies.put("half a pair", bytes("{\"text\": \"\\ud83d\"}"));
        bodies.put("half a pair as a name", bytes("{\"\\udc00\": 1}"));
        bodies.put("broken UTF-8", new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'});
        bodies.put("UTF-16", "{}".getBytes(StandardCharsets.UTF_16));
        bodies.put("deep lists", bytes("[".repeat(50_000)));
        bodies.put("deep objects", bytes("{\"a\":".repeat(20_000)));
        bodies.put("a long number", bytes("{\"a\": " + "9".repeat(5_000) + "}"));
        bodies.put("a long name", bytes("{\"" + "n".repeat(60_000) + "\": 1}"));
        bodies.put("10 MB", bytes("{\"a\": \"" + "x".repeat(10_000_000) + "\"}"));
        return bodies;
    }

    private static Reply send(Api person, Route route, String type, byte[] body) {
        return person.send(
                person.request(route.path())
                        .header("Content-Type", type)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .method(route.method().name(), BodyPublishers.ofByteArray(body)));
    }

    private List<Route> writeRoutes() {
        return routes.getHandlerMethods().entrySet().stream()
                .filter(route -> route.getValue().getBeanType().getName().startsWith("app.parley"))
                .flatMap(
                        route ->
                                route.getKey().getMethodsCondition().getMethods().stream()
                                        .filter(WRITES::contains)
                                        .flatMap(
                                                method ->
                                                        route.getKey().getPatternValues().stream()
                                                                .map(
                                                                        pattern ->
                                                                                new Route(
                                                                                        method,
                                                                                        pattern,
                                                                                        needsBody(
                                                                                                route
                                                                                                        .getValue())))))
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    private static boolean needsBody(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .map(parameter -> parameter.getParameterAnnotation(RequestBody.class))
                .anyMatch(body -> body != null && body.required());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
