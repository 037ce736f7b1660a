package app.parley.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.platform.config.BadSettings;
import app.parley.support.Awaiting;
import app.parley.support.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parley that speaks https itself. */
class TlsTests {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir private Path folder;

    @Test
    void aNewCertificateIsTakenUpWithoutARestart() throws Exception {
        issue("first");
        try (var server = TestServer.start(settings("parley.web.tls.look-every=100ms"))) {
            assertThat(subject(server)).isEqualTo("CN=first");
            assertThat(https(server, "GET /health/live"))
                    .startsWith("HTTP/1.1 200")
                    .contains("Strict-Transport-Security:");
            try (var open = connect(server)) {
                // Half a renewal: the key is not this certificate's.
                Files.writeString(folder.resolve("key.pem"), "nothing good");
                issueTo("second", Files.createDirectories(folder.resolve("new")));
                Files.copy(
                        folder.resolve("new/certificate.pem"),
                        folder.resolve("certificate.pem"),
                        StandardCopyOption.REPLACE_EXISTING);
                assertThat(subject(server)).isEqualTo("CN=first");
                Files.copy(
                        folder.resolve("new/key.pem"),
                        folder.resolve("key.pem"),
                        StandardCopyOption.REPLACE_EXISTING);
                Awaiting.until(
                        "the new certificate is used",
                        () -> subject(server),
                        name -> name.equals("CN=second"));
                assertThat(said(open, "GET /health/live"))
                        .as("an open connection goes on")
                        .startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void sessionsAreForHttpsAlone() throws Exception {
        issue("cookies");
        try (var server = TestServer.start(settings());
                var socket = connect(server)) {
            var body = "{\"username\":\"ann\",\"password\":\"%s\"}".formatted(TestServer.PASSWORD);
            var answer =
                    said(
                            socket,
                            "POST /api/v1/auth/register",
                            "Content-Type: application/json\r\nContent-Length: " + body.length(),
                            body);
            assertThat(answer)
                    .startsWith("HTTP/1.1 201")
                    .contains("Set-Cookie: __Host-parley-refresh=")
                    .contains("; Secure");
        }
    }

    @Test
    void whatIsNoCertificateAndItsKeyStopsTheStart() throws Exception {
        issue("one");
        var other = Files.createDirectories(folder.resolve("other"));
        issueTo("other", other);
        refuses("another certificate's", "parley.web.tls.key=" + other.resolve("key.pem"));
        refuses("there is no file", "parley.web.tls.certificate=" + folder.resolve("none.pem"));
        refuses("is needed too", "parley.web.tls.key=");
        Files.setPosixFilePermissions(
                folder.resolve("key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
        refuses("can be read by everybody");
    }

    private void refuses(String sentence, String... more) {
        assertThatThrownBy(() -> TestServer.start(settings(more)).close())
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("PARLEY_TLS_")
                .hasMessageContaining(sentence);
    }

    private String[] settings(String... more) {
        var all = new String[more.length + 2];
        all[0] = "parley.web.tls.certificate=" + folder.resolve("certificate.pem");
        all[1] = "parley.web.tls.key=" + folder.resolve("key.pem");
        for (int i = 0; i < more.length; i++) {
            // The same setting again counts in place of the first.
            var name = more[i].substring(0, more[i].indexOf('='));
            for (int j = 0; j < 2; j++) {
                if (all[j].startsWith(name + "=")) {
                    all[j] = more[i];
                }
            }
            all[i + 2] = more[i];
        }
        return Arrays.stream(all).distinct().toArray(String[]::new);
    }

    private void issue(String name) throws Exception {
        issueTo(name, folder);
    }

    /** A certificate that nobody vouches for, by the JDK's own tool. */
    private static void issueTo(String name, Path folder) throws Exception {
        var store = folder.resolve(name + ".p12");
        var made =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "it",
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-dname",
                                "CN=" + name,
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .start();
        var said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(said).isZero();
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        var key = folder.resolve("key.pem");
        write(key, "PRIVATE KEY", keys.getKey("it", PASSWORD).getEncoded());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        write(
                folder.resolve("certificate.pem"),
                "CERTIFICATE",
                keys.getCertificate("it").getEncoded());
    }

    private static void write(Path file, String kind, byte[] content) throws IOException {
        var text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        Files.writeString(
                file,
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(kind, text.encodeToString(content), kind));
    }

    private static String subject(TestServer server) throws Exception {
        try (var socket = connect(server)) {
            var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        }
    }

    private static String https(TestServer server, String request) throws Exception {
        try (var socket = connect(server)) {
            return said(socket, request);
        }
    }

    private static String said(SSLSocket socket, String request) throws IOException {
        return said(socket, request, "X: y", "");
    }

    /** The answer's headers. */
    private static String said(SSLSocket socket, String request, String headers, String body)
            throws IOException {
        var out = socket.getOutputStream();
        out.write(
                "%s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\n\r\n%s"
                        .formatted(request, headers, body)
                        .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        var answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                break;
            }
            answer.append((char) octet);
        }
        return answer.toString();
    }

    private static SSLSocket connect(TestServer server) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        var socket =
                (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.setSoTimeout(60_000);
        socket.startHandshake();
        return socket;
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
