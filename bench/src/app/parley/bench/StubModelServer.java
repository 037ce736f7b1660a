package app.parley.bench;

import app.parley.bench.StubAnswers.Answer;
import app.parley.bench.StubStep.Cut;
import app.parley.bench.StubStep.Hang;
import app.parley.bench.StubStep.Pause;
import app.parley.bench.StubStep.Reset;
import app.parley.bench.StubStep.Send;
import app.parley.bench.StubStep.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A language model provider for tests and measurements, on the JDK alone: it speaks like OpenAI
 * ({@code /v1}), Anthropic ({@code /v1}), Gemini ({@code /v1beta}) and Ollama ({@code /api}), and
 * behaves as the model's name says ({@link StubAnswers#MODES}). One thread serves all connections,
 * so that thousands of paced streams are cheap.
 *
 * <p>{@code java bench/src/app/parley/bench/StubModelServer.java --port 0} prints its address on
 * the first line. The key {@code wrong} is refused everywhere.
 */
public final class StubModelServer implements AutoCloseable {
    private static final int REQUEST_LIMIT = 64 << 20;
    private static final int PACKET = 64 << 10;
    private static final int RECORDED = 1_000;

    private final ServerSocketChannel server;
    private final Selector selector;
    private final Thread thread;
    private final StubAnswers answers = new StubAnswers();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Deque<Request> recorded = new ConcurrentLinkedDeque<>();
    private final AtomicInteger openAnswers = new AtomicInteger();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final boolean recording;
    private volatile List<String> models = List.copyOf(StubAnswers.MODES.keySet());
    private volatile boolean closed;

    /** A request that came in. */
    public record Request(String method, String path, Map<String, String> headers, String body) {}

    private StubModelServer(int port, boolean recording) throws IOException {
        this.recording = recording;
        selector = Selector.open();
        server = ServerSocketChannel.open();
        server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 4096);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        thread = Thread.ofPlatform().daemon().name("stub-model-server").start(this::serve);
    }

    /** A server on a free port that remembers its last requests. */
    public static StubModelServer start() {
        try {
            return new StubModelServer(0, true);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static void main(String[] arguments) throws Exception {
        var port = 0;
        for (var i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--port" -> port = Integer.parseInt(arguments[++i]);
                case "--help" -> {
                    System.out.println(
                            "--port PORT (0: a free one). The model's name chooses the behaviour:");
                    StubAnswers.MODES.forEach(
                            (name, what) -> System.out.printf("  %-16s %s%n", name, what));
                    return;
                }
                default -> {
                    System.err.println("unknown option " + arguments[i] + "; try --help");
                    System.exit(2);
                }
            }
        }
        try (var stub = new StubModelServer(port, false)) {
            System.out.println(stub.url(""));
            stub.thread.join();
        }
    }

    public int port() {
        return server.socket().getLocalPort();
    }

    /** The address of a path: {@code url("/v1")} is the base URL for OpenAI and Anthropic. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** The models to list instead of the behaviours. */
    public void lists(String... names) {
        models = List.of(names);
    }

    /** The last requests, oldest first. */
    public List<Request> requests() {
        return List.copyOf(recorded);
    }

    /** How many answers are being given now; falls when a client hangs up. */
    public int openAnswers() {
        return openAnswers.get();
    }

    /** How many requests there were. */
    public long requestCount() {
        return requests.get();
    }

    /** How many connections there were. */
    public long connectionCount() {
        return connections.get();
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(2_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        try (selector;
                server) {
            while (!closed) {
                selector.select(this::ready, millisToNextTimer());
                fireTimers();
            }
            for (var key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private long millisToNextTimer() {
        var next = timers.peek();
        return next == null
                ? 500
                : Math.max(1, (next.due - System.nanoTime() + 999_999) / 1_000_000);
    }

    private void fireTimers() {
        var now = System.nanoTime();
        while (!timers.isEmpty() && timers.peek().due - now <= 0) {
            var timer = timers.remove();
            if (timer.connection.timer == timer) {
                timer.connection.timer = null;
                timer.connection.proceed();
            }
        }
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof Connection connection) {
            connection.ready();
            return;
        }
        try {
            for (var channel = server.accept(); channel != null; channel = server.accept()) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                var connection = new Connection(channel);
                connection.key = channel.register(selector, SelectionKey.OP_READ, connection);
                connections.incrementAndGet();
            }
        } catch (IOException refused) {
            // the client is gone again
        }
    }

    private Answer answer(Request request) {
        requests.incrementAndGet();
        if (recording) {
            recorded.add(request);
            if (recorded.size() > RECORDED) {
                recorded.poll();
            }
        }
        var path = request.path();
        var shape = StubShape.of(path, request.headers());
        if (request.headers().values().stream().anyMatch(StubModelServer::isWrongKey)) {
            return Answer.json(401, shape.error(401, "Incorrect API key provided: wrong."));
        }
        if (request.method().equals("GET")) {
            return path.matches("/v1/models(\\?.*)?|/v1beta/models(\\?.*)?|/api/tags")
                    ? Answer.json(200, shape.models(models))
                    : Answer.json(404, shape.error(404, "There is nothing here."));
        }
        if (path.equals("/v1/embeddings")) {
            return Answer.json(
                    200,
                    "{\"object\":\"list\",\"model\":\"stub\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
                            + "\"embedding\":[0.6,0.8]}],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}");
        }
        if (path.equals("/v1/moderations")) {
            return moderation(request.body(), shape);
        }
        if (!path.matches("/v1/chat/completions|/v1/messages|/v1beta/models/.+|/api/chat")) {
            return Answer.json(404, shape.error(404, "There is nothing here."));
        }
        try {
            return answers.to(StubQuestion.of(shape, path, request.body()));
        } catch (RuntimeException malformed) {
            return Answer.json(400, shape.error(400, "The body is not valid: " + malformed));
        }
    }

    /** As OpenAI's endpoint; a word in the text chooses what it does. */
    private static Answer moderation(String body, StubShape shape) {
        if (body.contains("judge-429")) {
            return Answer.json(429, "Retry-After: 1\r\n", shape.error(429, "Rate limit reached."));
        }
        if (body.contains("judge-500")) {
            return Answer.json(500, shape.error(500, "The server had an error."));
        }
        if (body.contains("judge-malformed")) {
            return Answer.json(200, "{\"results\": \"none of your business\"");
        }
        if (body.contains("judge-empty")) {
            return Answer.json(200, "{\"id\":\"modr-1\",\"model\":\"stub\",\"results\":[]}");
        }
        var flagged = body.contains("judge-violence");
        return Answer.json(
                200,
                "{\"id\":\"modr-1\",\"model\":\"omni-moderation-latest\",\"results\":[{\"flagged\":"
                        + flagged
                        + ",\"categories\":{\"hate\":false,\"violence\":"
                        + flagged
                        + "},\"category_scores\":{\"hate\":0.0001,\"violence\":"
                        + (flagged ? "0.97" : "0.0002")
                        + "}}]}");
    }

    private static boolean isWrongKey(String header) {
        return header.equals("wrong") || header.equals("Bearer wrong");
    }

    private static final class Timer implements Comparable<Timer> {
        final long due;
        final Connection connection;

        Timer(long due, Connection connection) {
            this.due = due;
            this.connection = connection;
        }

        @Override
        public int compareTo(Timer other) {
            return Long.compare(due - other.due, 0);
        }
    }

    /** One client: reads requests, gives answers, one after the other. */
    private final class Connection {
        final SocketChannel channel;
        SelectionKey key;
        Timer timer;
        private byte[] in = new byte[2048];
        private int inLength;
        private ByteBuffer out = ByteBuffer.allocate(0);
        private final Deque<byte[]> packet = new ArrayDeque<>();
        private Answer answer;
        private boolean hanging;
        private boolean said;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void ready() {
            try {
                if (key.isReadable() && !read()) {
                    close();
                    return;
                }
                if (key.isValid() && key.isWritable()) {
                    proceed();
                } else if (answer == null) {
                    next();
                }
            } catch (IOException gone) {
                close();
            }
        }

        /** Goes on with the answer until it has to wait. */
        void proceed() {
            try {
                if (!flushed()) {
                    return;
                }
                while (answer != null && timer == null && !hanging) {
                    step();
                    if (!flushed()) {
                        return;
                    }
                }
                if (answer == null) {
                    next();
                }
            } catch (IOException gone) {
                close();
            }
        }

        private boolean read() throws IOException {
            if (inLength == in.length) {
                if (inLength > REQUEST_LIMIT) {
                    return false;
                }
                in = Arrays.copyOf(in, in.length * 2);
            }
            var count = channel.read(ByteBuffer.wrap(in, inLength, in.length - inLength));
            inLength += Math.max(0, count);
            return count >= 0;
        }

        private void next() throws IOException {
            var request = takeRequest();
            if (request == null) {
                return;
            }
            answer = answer(request);
            said = false;
            openAnswers.incrementAndGet();
            var chunked = answer.chunked() ? "Transfer-Encoding: chunked\r\n" : "";
            packet.add(
                    ("HTTP/1.1 "
                                    + answer.status()
                                    + " Stub\r\nContent-Type: "
                                    + answer.contentType()
                                    + "\r\n"
                                    + answer.headers()
                                    + chunked
                                    + "\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            proceed();
        }

        private Request takeRequest() {
            var head = headLength();
            if (head < 0) {
                return null;
            }
            var lines = new String(in, 0, head, StandardCharsets.ISO_8859_1).split("\r\n");
            Map<String, String> headers = new HashMap<>();
            for (var i = 1; i < lines.length; i++) {
                var colon = lines[i].indexOf(':');
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
            var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            if (inLength < head + length) {
                return null;
            }
            var body = new String(in, head, length, StandardCharsets.UTF_8);
            inLength -= head + length;
            System.arraycopy(in, head + length, in, 0, inLength);
            var start = lines[0].split(" ");
            return new Request(start[0], start[1], headers, body);
        }

        private int headLength() {
            for (var i = 3; i < inLength; i++) {
                if (in[i] == '\n' && in[i - 1] == '\r' && in[i - 2] == '\n') {
                    return i + 1;
                }
            }
            return -1;
        }

        /** Collects what goes out together, up to the next wait. */
        private void step() throws IOException {
            var size = 0;
            while (size < PACKET && answer.body().hasNext()) {
                switch (answer.body().next()) {
                    case Send send -> {
                        if (send.bytes().length > 0) {
                            said = true;
                            add(send.bytes());
                            size += send.bytes().length;
                        }
                    }
                    case Pause pause -> {
                        startTimer(System.nanoTime() + pause.nanos());
                        return;
                    }
                    case Until until -> {
                        if (until.nanoTime() - System.nanoTime() > 0) {
                            startTimer(until.nanoTime());
                            return;
                        }
                    }
                    case Hang hang -> {
                        hanging = true;
                        // what was said before is sent; headers too, unless nothing was said
                        if (!said) {
                            packet.clear();
                        }
                        return;
                    }
                    case Cut cut -> {
                        flushed();
                        close();
                        return;
                    }
                    case Reset reset -> {
                        flushed();
                        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                        close();
                        return;
                    }
                }
            }
            if (!answer.body().hasNext()) {
                if (answer.chunked()) {
                    packet.add("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                }
                answer = null;
                openAnswers.decrementAndGet();
            }
        }

        private void add(byte[] bytes) {
            if (!answer.chunked()) {
                packet.add(bytes);
                return;
            }
            var head = Integer.toHexString(bytes.length) + "\r\n";
            var chunk = new byte[head.length() + bytes.length + 2];
            for (var i = 0; i < head.length(); i++) {
                chunk[i] = (byte) head.charAt(i);
            }
            System.arraycopy(bytes, 0, chunk, head.length(), bytes.length);
            chunk[chunk.length - 2] = '\r';
            chunk[chunk.length - 1] = '\n';
            packet.add(chunk);
        }

        private void startTimer(long due) {
            timer = new Timer(due, this);
            timers.add(timer);
        }

        private boolean flushed() throws IOException {
            if (!channel.isOpen()) {
                return false;
            }
            if (!out.hasRemaining() && !packet.isEmpty()) {
                out = joined();
            }
            if (out.hasRemaining()) {
                channel.write(out);
            }
            var everything = !out.hasRemaining();
            key.interestOps(
                    everything
                            ? SelectionKey.OP_READ
                            : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            return everything;
        }

        private ByteBuffer joined() {
            if (packet.size() == 1) {
                return ByteBuffer.wrap(packet.remove());
            }
            var joined = ByteBuffer.allocate(packet.stream().mapToInt(bytes -> bytes.length).sum());
            packet.forEach(joined::put);
            packet.clear();
            return joined.flip();
        }

        private void close() {
            if (!channel.isOpen()) {
                return;
            }
            if (answer != null) {
                answer = null;
                openAnswers.decrementAndGet();
            }
            timer = null;
            try {
                channel.close();
            } catch (IOException alreadyGone) {
                // that is what was wanted
            }
        }
    }
}
