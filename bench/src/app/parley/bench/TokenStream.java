package app.parley.bench;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;

/**
 * One event stream as its reader sees it: what arrived, when, and whether it is exactly what was
 * sent. It survives connections: after a cut it goes on from the last event it saw, and the checks
 * go on over the seam.
 */
final class TokenStream implements SseDecoder.Listener {
    private final StreamClient.Wire wire;
    private final long startAt;
    private final byte[] textKey;
    private final TokenCheck check;
    private final StringBuilder text = new StringBuilder();
    private final Timings timings;
    private final double dropsPerMebibyte;

    private SseDecoder decoder = new SseDecoder(this);
    private byte[] request;
    private long now;
    private long bytes;
    private long nextDropAt = Long.MAX_VALUE;
    private int events;
    private int textEvents;
    private int drops;
    private int pings;
    private int resyncs;
    private long firstTokenSentAt;
    private int status;
    private long lastId = -1;
    private long firstTokenAfter = -1;
    private long lastTextAt;
    private String turnId = "";
    private String answerId = "";
    private String userMessageId = "";
    private String ending = "";
    private String endingData = "";
    private String cutBecause = "";
    private boolean acknowledged;
    private boolean reconnectAsked;
    private boolean keepText;
    private boolean leaveOnReconnect;

    /**
     * @param startAt when to connect, in {@link System#nanoTime()}
     * @param tokens how many tokens the answer has; negative when not known
     */
    TokenStream(StreamClient.Wire wire, long startAt, int tokens, Timings timings) {
        this(wire, startAt, tokens, timings, 0);
    }

    /**
     * @param dropsPerMebibyte how often the reader drops its connection at a random byte and
     *     resumes
     */
    TokenStream(
            StreamClient.Wire wire,
            long startAt,
            int tokens,
            Timings timings,
            double dropsPerMebibyte) {
        this.wire = wire;
        this.timings = timings;
        this.startAt = startAt;
        this.textKey = ("\"" + wire.textKey() + "\":\"").getBytes(StandardCharsets.UTF_8);
        this.check = new TokenCheck(tokens, this::token);
        this.request = wire.start();
        this.dropsPerMebibyte = dropsPerMebibyte;
    }

    /** Keeps the whole text, for the tests that compare it with what the server stored. */
    TokenStream keepingText() {
        keepText = true;
        return this;
    }

    /** When asked to reconnect, ends this reading instead of coming again at once. */
    TokenStream leavingOnReconnect() {
        leaveOnReconnect = true;
        return this;
    }

    // ---- what the client asks and tells

    InetSocketAddress server() {
        return wire.server();
    }

    long startAt() {
        return startAt;
    }

    byte[] request() {
        return request;
    }

    /**
     * How many of the bytes just read to take before dropping the connection; negative to go on.
     */
    int breakAfter(int count) {
        bytes += count;
        if (bytes < nextDropAt) {
            return -1;
        }
        var before = bytes - count;
        return (int) Math.max(0, nextDropAt - before);
    }

    void feed(ByteBuffer buffer, long at) {
        now = at;
        decoder.feed(buffer);
    }

    boolean responseComplete() {
        return decoder.complete();
    }

    void serverClosed() {
        decoder.closed();
    }

    void dropped() {
        drops++;
    }

    /** Whether the server itself asked to come again, which is not a failure. */
    boolean mustReconnect() {
        return reconnectAsked && !leaveOnReconnect;
    }

    void prepareResume(Random random) {
        reconnectAsked = false;
        decoder = new SseDecoder(this);
        request = wire.resume(turnId, lastId);
        planDrop(random);
    }

    /**
     * Makes a cut stream ready to be read again, after the server came back. Where the answer to
     * the prompt was lost before it said which turn it began, the same prompt with the same key
     * asks for it.
     */
    TokenStream resumed() {
        cutBecause = "";
        reconnectAsked = false;
        leaveOnReconnect = false;
        status = 0;
        decoder = new SseDecoder(this);
        request = turnId.isEmpty() ? wire.start() : wire.resume(turnId, lastId);
        return this;
    }

    /** Draws where this connection will be dropped. */
    void planDrop(Random random) {
        if (dropsPerMebibyte > 0) {
            nextDropAt =
                    bytes
                            + 1
                            + (long)
                                    (-Math.log(1 - random.nextDouble())
                                            * 1024
                                            * 1024
                                            / dropsPerMebibyte);
        }
    }

    void cut(String reason) {
        if (!ended()) {
            cutBecause = reason;
        }
    }

    // ---- what the decoder tells

    @Override
    public void head(int status, Map<String, String> headers) {
        this.status = status;
        acknowledged |= status == 201;
    }

    @Override
    public void comment() {
        pings++;
    }

    @Override
    public void event(String type, long id, byte[] data, int length) {
        events++;
        if (!wire.typed()) {
            openAiEvent(data, length);
            return;
        }
        if (id >= 0) {
            // These two say where the reader is, and bring nothing from beyond it.
            var atPlace = type.equals("resync") || type.equals("reconnect");
            if (id <= lastId && !atPlace) {
                check.disorder("event id " + id + " after " + lastId);
            }
            lastId = id;
        }
        switch (type) {
            case "text-delta" -> text(data, length);
            case "started" -> {
                var started = StubJson.object(string(data, length));
                turnId = String.valueOf(started.get("turnId"));
                answerId = String.valueOf(started.get("answerId"));
                userMessageId = String.valueOf(started.getOrDefault("userMessageId", ""));
            }
            case "resync" -> {
                resyncs++;
                var kept = String.valueOf(StubJson.object(string(data, length)).get("text"));
                text.setLength(0);
                check.restart();
                append(kept.getBytes(StandardCharsets.UTF_8));
            }
            case "reconnect" -> reconnectAsked = true;
            case "finished", "stopped", "interrupted", "failed" -> end(type, data, length);
            default -> {}
        }
    }

    private void openAiEvent(byte[] data, int length) {
        if (length == 6 && data[0] == '[') {
            end("finished", data, length);
        } else {
            text(data, length);
        }
    }

    private void end(String type, byte[] data, int length) {
        ending = type;
        endingData = string(data, length);
        if (type.equals("finished")) {
            check.finished();
        }
    }

    private void text(byte[] data, int length) {
        var from = after(textKey, data, length);
        if (from < 0 || from < length && data[from] == '"') {
            return;
        }
        textEvents++;
        if (firstTokenAfter < 0) {
            firstTokenAfter = now - startAt;
            timings.firstToken.add(firstTokenAfter);
        } else {
            timings.gap(now - lastTextAt);
        }
        lastTextAt = now;
        append(JsonText.unescape(data, from, length));
    }

    private void append(byte[] utf8) {
        check.feed(utf8);
        if (keepText) {
            text.append(new String(utf8, StandardCharsets.UTF_8));
        }
    }

    private void token(long sentAt) {
        timings.delays.add(now - sentAt);
        firstTokenSentAt = firstTokenSentAt == 0 ? sentAt : firstTokenSentAt;
    }

    private static int after(byte[] key, byte[] data, int length) {
        outer:
        for (var i = 0; i <= length - key.length; i++) {
            for (var j = 0; j < key.length; j++) {
                if (data[i + j] != key[j]) {
                    continue outer;
                }
            }
            return i + key.length;
        }
        return -1;
    }

    private static String string(byte[] data, int length) {
        return new String(data, 0, length, StandardCharsets.UTF_8);
    }

    // ---- what came of it

    boolean ended() {
        return !ending.isEmpty();
    }

    /**
     * {@code finished}, {@code stopped}, {@code interrupted}, {@code failed}, or empty when the
     * stream was cut.
     */
    String ending() {
        return ending;
    }

    /** The final event's data. */
    String endingData() {
        return endingData;
    }

    /** Why the stream did not end, with what the server said instead of a stream. */
    String complaint() {
        if (status >= 400) {
            return status + " " + decoder.body();
        }
        return ended() ? ending + " " + endingData : cutBecause;
    }

    boolean exact() {
        return ending.equals("finished") && check.clean();
    }

    TokenCheck check() {
        return check;
    }

    /** The text received so far; kept only when asked for. */
    String receivedText() {
        return text.toString();
    }

    String turnId() {
        return turnId;
    }

    /** Whether the server said, by its status, that the prompt is recorded. */
    boolean acknowledged() {
        return acknowledged;
    }

    boolean askedToReconnect() {
        return reconnectAsked;
    }

    String userMessageId() {
        return userMessageId;
    }

    String answerId() {
        return answerId;
    }

    long lastId() {
        return lastId;
    }

    int status() {
        return status;
    }

    int drops() {
        return drops;
    }

    /** How often the server replaced the text because it had lost a part. */
    int resyncs() {
        return resyncs;
    }

    /** When the first token that arrived was sent; 0 when there was none. */
    long firstTokenSentAt() {
        return firstTokenSentAt;
    }

    int pings() {
        return pings;
    }

    int textEvents() {
        return textEvents;
    }

    long bytes() {
        return bytes;
    }

    /** From the planned start to the first token, in nanoseconds; negative when there was none. */
    long firstTokenAfter() {
        return firstTokenAfter;
    }
}
