package app.parley.model.http;

import app.parley.platform.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * HTTP/1.1 over a blocking socket, one connection a request; as much of RFC 9112 as a client needs
 * that neither keeps connections nor follows redirects.
 */
final class SocketTransport {
    private final Deadlines deadlines;
    private final SilenceWatch watch;

    SocketTransport(Deadlines deadlines, SilenceWatch watch) {
        this.deadlines = deadlines;
        this.watch = watch;
    }

    ProviderAnswer send(ProviderRequest request, Cancellation cancellation) throws IOException {
        var socket = connected(request.uri(), cancellation);
        var watched = watch.watch(socket);
        try {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(bytesOf(request));
            return answer(request, new SocketBytes(socket, watched));
        } catch (IOException | RuntimeException failed) {
            watched.release();
            closed(socket);
            if (watched.isSilent()) {
                throw new SilenceException();
            }
            throw failed;
        }
    }

    /** Tries every address of the host: a server may listen on one of its families only. */
    private Socket connected(URI uri, Cancellation cancellation) throws IOException {
        var port = uri.getPort() < 0 ? 80 : uri.getPort();
        var refused = new ConnectException("cannot connect");
        for (var address : addresses(uri)) {
            var socket = new Socket();
            cancellation.onCancel(() -> closed(socket));
            try {
                socket.connect(
                        new InetSocketAddress(address, port),
                        Math.toIntExact(deadlines.connect().toMillis()));
                return socket;
            } catch (IOException failed) {
                closed(socket);
                refused.addSuppressed(failed);
            }
        }
        throw refused;
    }

    private static InetAddress[] addresses(URI uri) throws ConnectException {
        try {
            return InetAddress.getAllByName(uri.getHost());
        } catch (UnknownHostException unknown) {
            throw (ConnectException) new ConnectException("cannot connect").initCause(unknown);
        }
    }

    private static byte[] bytesOf(ProviderRequest request) {
        var uri = request.uri();
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var head = new StringBuilder(256);
        head.append(request.method()).append(' ').append(path);
        if (uri.getRawQuery() != null) {
            head.append('?').append(uri.getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(uri.getHost());
        if (uri.getPort() >= 0) {
            head.append(':').append(uri.getPort());
        }
        head.append("\r\nConnection: close\r\n");
        request.headers().forEach((name, value) -> header(head, name, value));
        var body = request.body() == null ? new byte[0] : request.body();
        if (request.body() != null) {
            header(head, "Content-Length", Integer.toString(body.length));
        }
        head.append("\r\n");
        var bytes = new ByteArrayOutputStream(head.length() + body.length);
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private static void header(StringBuilder head, String name, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("the header " + name + " has a forbidden character");
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static ProviderAnswer answer(ProviderRequest request, SocketBytes bytes)
            throws IOException {
        while (true) {
            var statusLine = bytes.line();
            if (!statusLine.matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
                throw new IOException("not an HTTP answer");
            }
            var status = Integer.parseInt(statusLine.substring(9, 12));
            var headers = headers(bytes);
            if (status >= 200) {
                return new ProviderAnswer(status, headers, body(request, status, headers, bytes));
            }
        }
    }

    private static Map<String, String> headers(SocketBytes bytes) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (var line = bytes.line(); !line.isEmpty(); line = bytes.line()) {
            var colon = line.indexOf(':');
            if (colon <= 0 || headers.size() > 200) {
                throw new IOException("not an HTTP header");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static InputStream body(
            ProviderRequest request, int status, Map<String, String> headers, SocketBytes bytes)
            throws IOException {
        if (request.method().equals("HEAD") || status == 204 || status == 304) {
            return new HttpBody(bytes, HttpBody.Framing.LENGTH, 0);
        }
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked")) {
            return new HttpBody(bytes, HttpBody.Framing.CHUNKED, 0);
        }
        var length = headers.get("content-length");
        if (length == null) {
            return new HttpBody(bytes, HttpBody.Framing.UNTIL_CLOSED, 0);
        }
        if (!length.matches("\\d{1,18}")) {
            throw new IOException("not a content length");
        }
        return new HttpBody(bytes, HttpBody.Framing.LENGTH, Long.parseLong(length));
    }

    private static void closed(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // closing is giving up; there is nothing left to do
        }
    }
}
