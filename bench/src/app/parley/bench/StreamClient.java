package app.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Reads thousands of event streams at once on one thread and checks every token of every stream.
 * Streams start at their planned time whatever the server does (open loop), and the time to the
 * first token counts from that plan.
 */
final class StreamClient implements AutoCloseable {
    private static final int READ_BUFFER = 64 * 1024;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BUFFER);
    private final Random random;
    private volatile boolean stopped;
    private int open;

    StreamClient(long seed) {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        random = new Random(seed);
    }

    /**
     * Reads all streams until each has ended or the deadline has passed; what has not ended by then
     * is cut. Returns when done; the streams hold the results.
     */
    void run(List<TokenStream> streams, Duration deadline) {
        var waiting =
                new ArrayDeque<>(
                        streams.stream()
                                .sorted(Comparator.comparingLong(TokenStream::startAt))
                                .toList());
        var end = System.nanoTime() + deadline.toNanos();
        try {
            while (!stopped && (!waiting.isEmpty() || open > 0)) {
                var now = System.nanoTime();
                if (now >= end) {
                    break;
                }
                while (!waiting.isEmpty() && waiting.peek().startAt() <= now) {
                    connect(waiting.poll());
                }
                selector.select(this::ready, timeout(waiting, end));
            }
            for (var key : selector.keys()) {
                if (key.isValid()) {
                    ((TokenStream) key.attachment()).cut("not ended in time");
                    close(key);
                }
            }
            selector.selectNow();
            waiting.forEach(stream -> stream.cut("not started in time"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends {@link #run} from another thread; open streams are cut. */
    void stop() {
        stopped = true;
        selector.wakeup();
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long timeout(ArrayDeque<TokenStream> waiting, long end) {
        var next = waiting.isEmpty() ? end : Math.min(end, waiting.peek().startAt());
        return Math.max(1, (next - System.nanoTime()) / 1_000_000);
    }

    private void connect(TokenStream stream) {
        try {
            var channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var connected = channel.connect(stream.server());
            var key = channel.register(selector, SelectionKey.OP_CONNECT, stream);
            open++;
            if (connected) {
                send(key, channel, stream);
            }
        } catch (IOException e) {
            stream.cut("cannot connect: " + e.getMessage());
        }
    }

    private void ready(SelectionKey key) {
        var stream = (TokenStream) key.attachment();
        var channel = (SocketChannel) key.channel();
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                send(key, channel, stream);
            } else if (key.isReadable()) {
                read(key, channel, stream);
            }
        } catch (IOException e) {
            drop(key, stream, e.getMessage());
        }
    }

    private void send(SelectionKey key, SocketChannel channel, TokenStream stream)
            throws IOException {
        // A request fits the socket's send buffer, so one write takes it whole.
        var request = ByteBuffer.wrap(stream.request());
        while (request.hasRemaining()) {
            channel.write(request);
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    private void read(SelectionKey key, SocketChannel channel, TokenStream stream)
            throws IOException {
        buffer.clear();
        var count = channel.read(buffer);
        if (count < 0) {
            stream.serverClosed();
            drop(key, stream, "the connection was closed before the stream ended");
            return;
        }
        buffer.flip();
        var breakAt = stream.breakAfter(count);
        if (breakAt >= 0) {
            buffer.limit(breakAt);
        }
        stream.feed(buffer, System.nanoTime());
        if (stream.ended()) {
            close(key);
        } else if (breakAt >= 0) {
            close(key);
            stream.dropped();
            reconnect(stream);
        } else if (stream.responseComplete()) {
            drop(key, stream, "the response ended without a final event");
        }
    }

    private void drop(SelectionKey key, TokenStream stream, String reason) {
        close(key);
        if (stream.ended()) {
            return;
        }
        if (stream.mustReconnect()) {
            reconnect(stream);
        } else {
            stream.cut(reason);
        }
    }

    private void reconnect(TokenStream stream) {
        stream.prepareResume(random);
        connect(stream);
    }

    private void close(SelectionKey key) {
        open--;
        try {
            key.channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a stream's requests look like for one server. */
    interface Wire {
        InetSocketAddress server();

        /** The bytes of the request that starts the stream. */
        byte[] start();

        /** The bytes of the request that goes on after an event; the wire must be one that can. */
        default byte[] resume(String turnId, long lastEventId) {
            throw new UnsupportedOperationException();
        }

        /** The key in whose string value an event carries its text. */
        String textKey();

        /** Whether events carry a type and an id of their own. */
        boolean typed();
    }

    /** A request in HTTP/1.1 as bytes. */
    static byte[] request(
            String method,
            InetSocketAddress server,
            String path,
            Map<String, String> headers,
            String body) {
        var text = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        text.append("Host: ")
                .append(server.getHostString())
                .append(':')
                .append(server.getPort())
                .append("\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        var content = body.getBytes(StandardCharsets.UTF_8);
        if (!body.isEmpty()) {
            text.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(content.length)
                    .append("\r\n");
        }
        text.append("\r\n").append(body);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
