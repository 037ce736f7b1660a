package app.parley.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Awaiting;
import app.parley.support.HttpTests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every answer has in common, seen from outside. */
class WebTests extends HttpTests {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void namesEachRequest() throws Exception {
        var first = get("/health/live").headers().firstValue("X-Request-Id").orElseThrow();
        var second = get("/health/live").headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(first).matches("[0-9a-f]{24}").isNotEqualTo(second);
    }

    @ParameterizedTest
    @CsvSource({
        "abcdef-123456, true",
        "short, false",
        "has spaces in it, false",
        "<script>alert(1)</script>, false",
    })
    void keepsTheNameThatAProxyGaveIfItIsHarmless(String name, boolean kept) throws Exception {
        var answer = send(to("/api/v1/nothing-here").GET().header("X-Request-Id", name));
        var told = answer.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(told.equals(name)).isEqualTo(kept);
        assertThat(problem(answer).path("requestId").asString()).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/health", "/api/v1/config", "/api/v1/me", "/assets/none.js", "/c/1"})
    void confinesTheBrowserOnEveryAnswer(String path) throws Exception {
        var headers = get(path).headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("require-trusted-types-for 'script'; trusted-types app;")
                .endsWith("report-uri /api/v1/csp-reports")
                .doesNotContain("unsafe");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
        assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
        assertThat(headers.firstValue("Permissions-Policy").orElseThrow()).contains("camera=()");
        assertThat(headers.firstValue("Server")).isEmpty();
        assertThat(headers.firstValue("X-Powered-By")).isEmpty();
        assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty(); // plain http
    }

    @Test
    void storesNoApiAnswerAnywhere() throws Exception {
        assertThat(get("/api/v1/config").headers().firstValue("Cache-Control"))
                .contains("no-store");
        assertThat(get("/api/v1/me").headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void servesThePageForEveryAddressOfTheClient() throws Exception {
        for (var path :
                new String[] {
                    "/", "/index.html", "/login", "/chats/0199-abc", "/settings/models"
                }) {
            var answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/html");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-cache");
        }
        var tag = get("/").headers().firstValue("ETag").orElseThrow();
        assertThat(send(to("/").GET().header("If-None-Match", tag)).statusCode()).isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/gone-Ab12.js",
                "/api",
                "/v1/models",
                "/docs/none.js",
                "/health/none",
                "/robots.xml",
                "/actuator/env",
                "/v3/none",
            })
    void aMissingFileIsNoPage(String path) throws Exception {
        var answer = get(path);
        assertThat(answer.statusCode()).isIn(401, 404);
        assertThat(problem(answer).path("status").asInt()).isEqualTo(answer.statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//actuator",
                "/actuator;x=/env",
                "/api/v1/%2e%2e/metrics",
                "/a%00b",
                "/%2e%2e/"
            })
    void trickyPathsLeadNowhere(String path) throws Exception {
        var answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /%zz HTTP/1.1|Host: x",
                "GET / HTTP/9.9|Host: x",
                "GET /<script> HTTP/1.1|Host: x",
                "GET / HTTP/1.1|Host: <x>",
                "GET / HTTP/1.1|Bad Header: x",
                "TRACE / HTTP/1.1|Host: x",
                "CONNECT x:1 HTTP/1.1|Host: x",
                "FROB / HTTP/1.1|Host: x",
            })
    void theContainerTellsNothingOfItself(String line, String header) throws Exception {
        var answer = raw(line + "\r\n" + header + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1.1 (4|505|501).*");
        assertThat(answer).doesNotContainIgnoringCase("tomcat").doesNotContain("Exception");
        assertThat(answer).doesNotContain("<html").doesNotContain("Server:");
    }

    @Test
    void refusesHeadersWithoutEnd() throws Exception {
        var answer = raw("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(40_000) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4");
    }

    @Test
    void refusesALargeBodyByItsLength() throws Exception {
        var answer =
                raw(
                        "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 10737418240\r\nConnection: close\r\n\r\n{");
        assertThat(answer).startsWith("HTTP/1.1 413").contains("\"code\":\"too-large\"");
    }

    @Test
    void refusesALargeBodyWithoutLengthWhileItComes() throws Exception {
        var endless =
                new InputStream() {
                    private long sent;

                    @Override
                    public int read() {
                        return sent++ == 0 ? '"' : sent > 3_000_000 ? -1 : 'a';
                    }
                };
        var answer =
                send(
                        to("/api/v1/auth/login")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> endless)));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(problem(answer).path("code").asString()).isEqualTo("too-large");
    }

    @Test
    void healthSaysWhatWasChecked() throws Exception {
        // The handbook becomes searchable beside the start.
        var answer =
                Awaiting.until(
                        "the handbook is there",
                        () -> get("/health"),
                        health -> health.statusCode() != 503);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var checks = JSON.readTree(answer.body()).path("checks");
        assertThat(checks.path("database").asString()).isEqualTo("up");
        assertThat(checks.path("handbook").asString()).isEqualTo("up");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsAreForAdministrators() throws Exception {
        assertThat(get("/metrics").statusCode()).isEqualTo(401);
        assertThat(newPerson().get("/metrics").status()).isEqualTo(403);
        var scraped = admin().get("/metrics");
        assertThat(scraped.status()).isEqualTo(200);
        assertThat(scraped.body())
                .contains("jvm_memory_used_bytes")
                .contains("http_server_requests_seconds_count")
                .doesNotContain("system_cpu_count");
        // What promtool finds fault with: abbreviated units, capitals, metrics without a text.
        assertThat(scraped.body().lines().filter(line -> line.startsWith("# TYPE")))
                .isNotEmpty()
                .allSatisfy(
                        line -> {
                            var name = line.split(" ")[2];
                            assertThat(name).matches("[a-z0-9_]+").doesNotContainPattern("_[mn]s_");
                            assertThat(scraped.body()).contains("# HELP " + name + " ");
                        });
    }

    @Test
    void describesTheApi() throws Exception {
        var document = JSON.readTree(get("/v3/api-docs").body());
        assertThat(document.path("openapi").asString()).startsWith("3.1");
        assertThat(document.path("components").path("schemas").has("Problem")).isTrue();
        assertThat(document.path("components").path("securitySchemes").has("bearer")).isTrue();
        document.path("paths")
                .forEach(
                        path ->
                                path.forEach(
                                        operation ->
                                                assertThat(
                                                                operation
                                                                        .path("responses")
                                                                        .has("default"))
                                                        .as(operation.toString())
                                                        .isTrue()));
        var page = get("/docs");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("swagger-ui-bundle.js").doesNotContain("<script>");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self';")
                .doesNotContain("trusted-types");
        for (var file : new String[] {"swagger-ui.css", "swagger-ui-bundle.js", "start.js"}) {
            assertThat(get("/docs/" + file).statusCode()).as(file).isEqualTo(200);
        }
    }

    @Test
    void takesReportsOfTheBrowser() throws Exception {
        var report =
                "{\"csp-report\":{\"effective-directive\":\"script-src\",\"blocked-uri\":\"inline\"}}";
        var answer =
                send(
                        to("/api/v1/csp-reports")
                                .header("Content-Type", "application/csp-report")
                                .POST(HttpRequest.BodyPublishers.ofString(report)));
        assertThat(answer.statusCode()).isEqualTo(204);
    }

    @Test
    void believesNoForwardedHeaderByDefault() throws Exception {
        var answer =
                send(
                        to("/login")
                                .GET()
                                .header("X-Forwarded-Proto", "https")
                                .header("X-Forwarded-Prefix", "/evil")
                                .header("X-Forwarded-Host", "evil.example"));
        assertThat(answer.body()).doesNotContain("evil");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(base().resolve(path)).timeout(Duration.ofSeconds(60));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path).GET());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode problem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        return JSON.readTree(answer.body());
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", base().getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            var answer = new ByteArrayOutputStream();
            int octet;
            // Until the end of a problem: a server that still swallows the request does not close.
            while ((octet = socket.getInputStream().read()) >= 0) {
                answer.write(octet);
                if (octet == '}') {
                    break;
                }
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}
