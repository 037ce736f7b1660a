package app.parley.model.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.platform.Cancellation;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class SocketTransportTests {
    private final ProviderHttp http =
            new ProviderHttp(new Deadlines(Duration.ofSeconds(20), Duration.ofSeconds(60)));
    private final List<ServerSocket> servers = new ArrayList<>();
    private volatile String request = "";

    @AfterEach
    void close() throws IOException {
        http.close();
        for (var server : servers) {
            server.close();
        }
    }

    @Test
    void readsChunksWhereverTheyAreCut() throws Exception {
        var random = new Random(20261121);
        for (var round = 0; round < 40; round++) {
            var said = new StringBuilder();
            var wire = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n");
            for (var i = random.nextInt(30); i >= 0; i--) {
                var text = "x".repeat(1 + random.nextInt(round < 30 ? 60 : 9000)) + i;
                said.append(text);
                wire.append(Integer.toHexString(text.length()))
                        .append(random.nextBoolean() ? ";a=b" : "")
                        .append("\r\n")
                        .append(text)
                        .append("\r\n");
            }
            wire.append("0\r\nTrailer: x\r\n\r\n");

            assertThat(body(wire.toString(), 1 + random.nextInt(500))).isEqualTo(said.toString());
        }
    }

    @Test
    void readsABodyOfKnownLengthAndNotMore() throws Exception {
        assertThat(body("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello, more", 3))
                .isEqualTo("hello");
        assertThat(body("HTTP/1.1 204 No Content\r\n\r\n", 100)).isEmpty();
    }

    @Test
    void readsABodyThatEndsWithTheConnection() throws Exception {
        assertThat(body("HTTP/1.0 200\r\n\r\nhello", 4)).isEqualTo("hello");
    }

    @Test
    void skipsInterimAnswers() throws Exception {
        assertThat(
                        body(
                                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\n"
                                        + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
                                7))
                .isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            })
    void noticesThatABodyWasCutOff(String wire) {
        assertThatThrownBy(() -> body(wire, 100)).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n",
                "",
            })
    void refusesWhatIsNotHttp(String wire) {
        assertThatThrownBy(() -> body(wire, 100)).isInstanceOf(IOException.class);
    }

    @Test
    void refusesEndlessHeaders() {
        assertThatThrownBy(() -> body("HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000), 4096))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> body("HTTP/1.1 200 OK\r\n" + manyHeaders(), 4096))
                .isInstanceOf(IOException.class);
    }

    @Test
    void sendsOneWellFormedRequest() throws Exception {
        body("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 100);

        assertThat(request)
                .startsWith("POST /v1/x?y=z HTTP/1.1\r\nHost: 127.0.0.1:")
                .contains(
                        "\r\nX-Test: yes\r\n",
                        "\r\nContent-Length: 4\r\n",
                        "\r\nConnection: close\r\n")
                .endsWith("\r\n\r\nbody");
    }

    @Test
    void letsNoHeaderSmuggleAnother() {
        assertThatThrownBy(
                        () ->
                                http.send(
                                        new ProviderRequest(
                                                "GET",
                                                URI.create(
                                                        "http://127.0.0.1:" + serve("", 1) + "/"),
                                                Map.of("Authorization", "Bearer a\r\nX: y"),
                                                null),
                                        new Cancellation()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String manyHeaders() {
        var headers = new StringBuilder();
        for (var i = 0; i < 500; i++) {
            headers.append("X-").append(i).append(": y\r\n");
        }
        return headers.append("\r\n").toString();
    }

    private String body(String wire, int packet) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + serve(wire, packet) + "/v1/x?y=z");
        var sent =
                new ProviderRequest(
                        "POST",
                        uri,
                        Map.of("X-Test", "yes"),
                        "body".getBytes(StandardCharsets.UTF_8));
        try (var answer = http.send(sent, new Cancellation())) {
            return new String(answer.body().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Answers one request with these bytes, in packets of this size, and hangs up. */
    private int serve(String wire, int packet) throws IOException {
        var server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        servers.add(server);
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (var client = server.accept()) {
                                client.setTcpNoDelay(true);
                                var head = new byte[4096];
                                var length = client.getInputStream().read(head);
                                request =
                                        new String(
                                                head,
                                                0,
                                                Math.max(0, length),
                                                StandardCharsets.ISO_8859_1);
                                var bytes = wire.getBytes(StandardCharsets.ISO_8859_1);
                                for (var i = 0; i < bytes.length; i += packet) {
                                    client.getOutputStream()
                                            .write(bytes, i, Math.min(packet, bytes.length - i));
                                }
                            } catch (IOException gone) {
                                // the client has seen enough
                            }
                        });
        return server.getLocalPort();
    }
}
