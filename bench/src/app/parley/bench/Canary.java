package app.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Listens where nobody may come, answers with a secret, and counts who came and what they said. */
final class Canary implements AutoCloseable {
    static final String SECRET = "the canary sings";

    private final List<ServerSocket> sockets = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    void listen(InetAddress address, int port) {
        try {
            var socket = new ServerSocket();
            socket.bind(new InetSocketAddress(address, port));
            sockets.add(socket);
            Thread.ofPlatform().daemon().start(() -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int connections() {
        return connections.get();
    }

    long bytes() {
        return bytes.get();
    }

    void forget() {
        connections.set(0);
        bytes.set(0);
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (var visitor = socket.accept()) {
                connections.incrementAndGet();
                hear(visitor);
            } catch (IOException e) {
                // The visitor left, or the test is over.
                continue;
            }
        }
    }

    private void hear(Socket visitor) throws IOException {
        visitor.setSoTimeout(1_000);
        bytes.addAndGet(Math.max(0, visitor.getInputStream().read(new byte[8_192])));
        visitor.getOutputStream()
                .write(
                        ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                                        .formatted(SECRET.length(), SECRET))
                                .getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        for (var socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
