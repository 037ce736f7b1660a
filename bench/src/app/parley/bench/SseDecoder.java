package app.parley.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Decodes one HTTP/1.1 response that carries server-sent events, however the bytes are cut: status,
 * headers, chunks, lines, events. Works on bytes because a load client must cost less than the
 * servers it measures.
 */
final class SseDecoder {
    /** What the decoder tells; an event's bytes are valid only during the call. */
    interface Listener {
        void head(int status, Map<String, String> headers);

        void event(String type, long id, byte[] data, int length);

        void comment();
    }

    private enum Phase {
        HEAD,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        UNTIL_CLOSE,
        DONE
    }

    private final Listener listener;
    private final StringBuilder body = new StringBuilder();
    private Phase phase = Phase.HEAD;
    private boolean events;
    private boolean chunked;
    private long left;
    private byte[] line = new byte[512];
    private int lineLength;

    /**
     * Lines of content go on across chunks, so the framing between two chunks has a buffer of its
     * own.
     */
    private byte[] held = new byte[512];

    private int heldLength;
    private boolean afterReturn;
    private byte[] data = new byte[512];
    private int dataLength;
    private boolean hasData;
    private String type = "message";
    private long id = -1;

    SseDecoder(Listener listener) {
        this.listener = listener;
    }

    /**
     * Whether the response ended as HTTP says it should; a connection closed before that was cut.
     */
    boolean complete() {
        return phase == Phase.DONE;
    }

    /** The body of an answer that is not an event stream, such as a problem. */
    String body() {
        return body.toString();
    }

    /** To be called when the server closed the connection. */
    void closed() {
        if (phase == Phase.UNTIL_CLOSE && left < 0) {
            phase = Phase.DONE;
        }
    }

    void feed(ByteBuffer bytes) {
        while (bytes.hasRemaining() && phase != Phase.DONE) {
            switch (phase) {
                case HEAD, CHUNK_SIZE, CHUNK_END -> framing(bytes.get());
                case CHUNK, UNTIL_CLOSE -> content(bytes);
                case DONE -> {}
            }
        }
    }

    private void framing(byte b) {
        push(b);
        if (b != '\n') {
            return;
        }
        switch (phase) {
            case HEAD -> {
                if (endsWithBlankLine()) {
                    head();
                }
            }
            case CHUNK_SIZE -> {
                left = Long.parseLong(take().split(";")[0].trim(), 16);
                phase = left == 0 ? Phase.DONE : Phase.CHUNK;
            }
            case CHUNK_END -> {
                lineLength = 0;
                phase = Phase.CHUNK_SIZE;
            }
            default -> throw new IllegalStateException();
        }
    }

    private void content(ByteBuffer bytes) {
        var count = left < 0 ? bytes.remaining() : (int) Math.min(left, bytes.remaining());
        for (var i = 0; i < count; i++) {
            take(bytes.get());
        }
        if (left < 0) {
            return;
        }
        left -= count;
        if (left == 0) {
            phase = chunked ? Phase.CHUNK_END : Phase.DONE;
        }
    }

    private void take(byte b) {
        if (!events) {
            body.append((char) (b & 0xff));
            return;
        }
        if (b == '\n' && afterReturn) {
            afterReturn = false;
            return;
        }
        afterReturn = b == '\r';
        if (b == '\n' || b == '\r') {
            line();
            heldLength = 0;
            return;
        }
        if (heldLength == held.length) {
            held = Arrays.copyOf(held, heldLength * 2);
        }
        held[heldLength++] = b;
    }

    private void line() {
        if (heldLength == 0) {
            if (hasData) {
                listener.event(type, id, data, dataLength);
            }
            dataLength = 0;
            hasData = false;
            type = "message";
            return;
        }
        if (held[0] == ':') {
            listener.comment();
        } else if (starts("data:")) {
            data(value(5));
        } else if (starts("id:")) {
            id = number(value(3));
        } else if (starts("event:")) {
            var from = value(6);
            type = new String(held, from, heldLength - from, StandardCharsets.UTF_8);
        }
    }

    private void data(int from) {
        var needed = dataLength + heldLength - from + 1;
        if (needed > data.length) {
            data = Arrays.copyOf(data, Math.max(needed, data.length * 2));
        }
        if (hasData) {
            data[dataLength++] = '\n';
        }
        System.arraycopy(held, from, data, dataLength, heldLength - from);
        dataLength += heldLength - from;
        hasData = true;
    }

    private boolean starts(String field) {
        if (heldLength < field.length()) {
            return false;
        }
        for (var i = 0; i < field.length(); i++) {
            if (held[i] != field.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int value(int from) {
        return from < heldLength && held[from] == ' ' ? from + 1 : from;
    }

    private long number(int from) {
        var number = 0L;
        for (var i = from; i < heldLength; i++) {
            if (held[i] < '0' || held[i] > '9') {
                return -1;
            }
            number = number * 10 + held[i] - '0';
        }
        return from == heldLength ? -1 : number;
    }

    private void head() {
        var lines = take().split("\r?\n");
        var status = Integer.parseInt(lines[0].split(" ")[1]);
        var headers = new HashMap<String, String>();
        for (var i = 1; i < lines.length; i++) {
            var colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).trim());
            }
        }
        events = headers.getOrDefault("content-type", "").startsWith("text/event-stream");
        chunked = headers.getOrDefault("transfer-encoding", "").contains("chunked");
        if (chunked) {
            phase = Phase.CHUNK_SIZE;
        } else {
            left = Long.parseLong(headers.getOrDefault("content-length", "-1"));
            phase = left == 0 || status == 204 ? Phase.DONE : Phase.UNTIL_CLOSE;
        }
        listener.head(status, headers);
    }

    private boolean endsWithBlankLine() {
        return lineLength >= 4 && line[lineLength - 2] == '\r' && line[lineLength - 3] == '\n'
                || lineLength >= 2 && line[lineLength - 2] == '\n';
    }

    private void push(byte b) {
        if (lineLength == line.length) {
            line = Arrays.copyOf(line, lineLength * 2);
        }
        line[lineLength++] = b;
    }

    private String take() {
        var text = new String(line, 0, lineLength, StandardCharsets.ISO_8859_1);
        lineLength = 0;
        return text;
    }
}
