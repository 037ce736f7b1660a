package app.parley.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A name service that means harm. A name below {@code rebind.test} stands for one address the first
 * time that it is looked up and for another one ever after; nothing may be remembered.
 */
final class TestNames implements AutoCloseable {
    private static final int IPV4 = 1;
    private static final int IPV6 = 28;

    private final DatagramSocket socket;
    private final Map<String, List<InetAddress>> names;
    private final InetAddress first;
    private final InetAddress then;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicInteger queries = new AtomicInteger();

    TestNames(Map<String, List<InetAddress>> names, InetAddress first, InetAddress then) {
        this.names = names;
        this.first = first;
        this.then = then;
        try {
            socket = new DatagramSocket(new InetSocketAddress("127.0.0.53", 53));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::serve);
    }

    int queries() {
        return queries.get();
    }

    private void serve() {
        var buffer = new byte[512];
        while (!socket.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                queries.incrementAndGet();
                var answer = answer(packet.getData(), packet.getLength());
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private byte[] answer(byte[] query, int length) {
        var name = new StringBuilder();
        var at = 12;
        while (query[at] != 0) {
            name.append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII))
                    .append('.');
            at += query[at] + 1;
        }
        var type = (query[at + 1] & 0xff) << 8 | query[at + 2] & 0xff;
        var host = name.substring(0, Math.max(0, name.length() - 1));
        var found =
                addresses(host, type).stream()
                        .filter(address -> address.getAddress().length == (type == IPV4 ? 4 : 16))
                        .toList();
        var known = names.containsKey(host) || host.endsWith(".rebind.test");
        var answer = new ByteArrayOutputStream();
        answer.write(query, 0, 2);
        answer.writeBytes(
                new byte[] {
                    (byte) 0x81,
                    (byte) (known ? 0x80 : 0x83),
                    0,
                    1,
                    0,
                    (byte) found.size(),
                    0,
                    0,
                    0,
                    0
                });
        answer.write(query, 12, at + 5 - 12);
        for (var address : found) {
            var bytes = address.getAddress();
            answer.writeBytes(
                    new byte[] {
                        (byte) 0xc0, 12, 0, (byte) type, 0, 1, 0, 0, 0, 0, 0, (byte) bytes.length
                    });
            answer.writeBytes(bytes);
        }
        return answer.toByteArray();
    }

    private List<InetAddress> addresses(String host, int type) {
        if (type != IPV4 && type != IPV6) {
            return List.of();
        }
        if (!host.endsWith(".rebind.test")) {
            return names.getOrDefault(host, List.of());
        }
        return List.of(type == IPV6 || seen.add(host) ? first : then);
    }

    @Override
    public void close() {
        socket.close();
    }
}
