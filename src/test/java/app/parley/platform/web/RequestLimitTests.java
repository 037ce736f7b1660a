package app.parley.platform.web;

import static app.parley.support.Awaiting.pause;
import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Api;
import app.parley.support.Library;
import app.parley.support.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is refused before it is parsed, over a bare connection, by a server of little patience. */
class RequestLimitTests {
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    private static TestServer server;
    private static Api ann;

    @BeforeAll
    static void start() throws IOException {
        server =
                TestServer.start(
                        "parley.web.request-patience=2s",
                        "parley.web.upload-bytes=200000",
                        "parley.web.body-bytes=100000");
        ann = server.api().register("ann", TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void headersThatDripAreCutOff() throws IOException {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            send(out, "GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ");
            // Never silent for as long as a timeout between two bytes.
            assertThat(dripUntilCutOff(out)).isTrue();
        }
        assertThat(server.api().get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void aBodyThatDripsIsRefused() throws IOException {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            send(out, head("POST /api/v1/auth/login", 10_000) + "{\"username\": \"");
            dripUntilAnswered(socket);
            assertThat(answer(socket))
                    .startsWith("HTTP/1.1 408")
                    .contains("\"code\":\"too-slow\"")
                    .contains("Connection: close");
        }
    }

    @Test
    void aFileThatDripsIsRefused() throws IOException {
        var library = Library.make(ann, "{\"name\":\"Slow\"}");
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            send(
                    out,
                    "POST %s/documents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                                    .formatted(library.path(), ann.accessToken())
                            + "Content-Type: multipart/form-data; boundary=b\r\n"
                            + "Content-Length: 100000\r\n\r\n--b\r\nContent-Disposition: form-data;"
                            + " name=\"file\"; filename=\"a.txt\"\r\n\r\n");
            dripUntilAnswered(socket);
            assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("too-slow");
        }
        assertThat(ann.get(library.path() + "/documents").json().path("items")).isEmpty();
    }

    @Test
    void tooManyHeadersAreRefused() throws IOException {
        assertThat(
                        said(
                                "GET /health HTTP/1.1\r\nHost: x\r\n"
                                        + "X-One: 1\r\n".repeat(300)
                                        + "\r\n"))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void headersThatAreTooLargeAreRefused() throws IOException {
        assertThat(said("GET /health HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void anAddressWithoutEndIsRefused() throws IOException {
        assertThat(said("GET /health?" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void whoIsNotSignedInSendsLittle() throws IOException {
        for (var route :
                new String[] {
                    "/api/v1/auth/login", "/api/v1/auth/register", "/api/v1/csp-reports"
                }) {
            assertThat(said(head("POST " + route, 16_385) + "{"))
                    .as(route)
                    .startsWith("HTTP/1.1 413")
                    .contains("\"code\":\"too-large\"");
        }
    }

    @Test
    void aLengthThatIsALieIsFoundOutWhileItComes() throws IOException {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            send(
                    out,
                    "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n");
            send(out, "4e20\r\n{\"username\":\"" + "x".repeat(20_000 - 13) + "\r\n0\r\n\r\n");
            assertThat(answer(socket)).startsWith("HTTP/1.1 413");
        }
    }

    /** Only routes that take files take that much, whatever the body calls itself. */
    @Test
    void noOtherRouteTakesAsMuchAsAFile() throws IOException {
        for (var route : new String[] {"POST /api/v1/conversations", "PATCH /api/v1/me"}) {
            assertThat(
                            said(
                                    "%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                                                    .formatted(route, ann.accessToken())
                                            + "Content-Type: multipart/form-data; boundary=b\r\n"
                                            + "Content-Length: 150000\r\n\r\n--b"))
                    .as(route)
                    .startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void jsonIsNeitherDeepNorEndless() {
        for (var body :
                new String[] {
                    "{\"preferences\":" + "[".repeat(90_000 / 2) + "]".repeat(90_000 / 2) + "}",
                    "{\"preferences\":" + "{\"a\":".repeat(70) + "1" + "}".repeat(70) + "}",
                    "{\"" + "n".repeat(5_000) + "\":1}",
                    "{\"displayName\":" + "9".repeat(5_000) + "}"
                }) {
            var reply = ann.patch("/api/v1/me", body);
            assertThat(reply.status()).as(body.substring(0, 40)).isIn(400, 413);
            assertThat(reply.body()).doesNotContain("Exception", "jackson");
        }
    }

    /** Only the file is read: what comes after it, or before, costs nothing. */
    @Test
    void partsWithoutNumberAreNotRead() throws IOException {
        var library = Library.make(ann, "{\"name\":\"Parts\"}");
        var parts =
                "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n".repeat(2_000)
                        + "--b--\r\n";
        var wide =
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n"
                        + "X-Wide: 1\r\n".repeat(5_000)
                        + "\r\nx\r\n--b--\r\n";
        for (var body : new String[] {parts, wide}) {
            var answer =
                    said(
                            "POST %s/documents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                                            .formatted(library.path(), ann.accessToken())
                                    + "Content-Type: multipart/form-data; boundary=b\r\n"
                                    + "Content-Length: %d\r\n\r\n".formatted(body.length())
                                    + body);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("invalid-request");
        }
        assertThat(ann.get(library.path() + "/documents").json().path("items")).isEmpty();
    }

    private static String head(String route, int length) {
        return route
                + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                + length
                + "\r\n\r\n";
    }

    private static Socket connect() throws IOException {
        var socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(120_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String said(String request) throws IOException {
        try (var socket = connect()) {
            send(socket.getOutputStream(), request);
            return answer(socket);
        }
    }

    /** Until the end of the problem that it is. */
    private static String answer(Socket socket) throws IOException {
        var answer = new ByteArrayOutputStream();
        try {
            for (int octet; (octet = socket.getInputStream().read()) >= 0 && octet != '}'; ) {
                answer.write(octet);
            }
        } catch (SocketException reset) {
            // What came before is the answer.
        }
        return answer.toString(StandardCharsets.UTF_8) + "}";
    }

    private static boolean dripUntilCutOff(OutputStream out) {
        for (int i = 0; i < 1_200; i++) {
            try {
                send(out, "x");
            } catch (IOException cutOff) {
                return true;
            }
            pause(A_MOMENT);
        }
        return false;
    }

    private static void dripUntilAnswered(Socket socket) throws IOException {
        for (int i = 0; i < 1_200 && socket.getInputStream().available() == 0; i++) {
            try {
                send(socket.getOutputStream(), "x");
            } catch (SocketException answeredAlready) {
                return;
            }
            pause(A_MOMENT);
        }
    }
}
