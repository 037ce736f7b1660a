package app.parley.platform.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes server-sent events (WHATWG HTML, section 9.2) as bytes, straight to the response: what is
 * written between two flushes leaves in one piece. For one thread.
 */
public final class EventStream {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PING = ": ping\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FLUSH_AT = 32 * 1024;
    private static final int KEEP = 4 * 1024;

    private final HttpServletResponse response;
    private final OutputStream out;
    private byte[] buffer = new byte[512];
    private int length;

    private EventStream(HttpServletResponse response) throws IOException {
        this.response = response;
        out = response.getOutputStream();
    }

    /**
     * Turns the response, whose status is set, into a stream that nobody on the way caches, changes
     * or holds back.
     */
    public static EventStream open(HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        return new EventStream(response);
    }

    /** Adds an event whose data is one line of JSON. */
    public void event(String id, String type, String json) throws IOException {
        ascii("id: ");
        utf8(id);
        ascii("\nevent: ");
        ascii(type);
        ascii("\ndata: ");
        utf8(json);
        ascii("\n\n");
        flushIfLarge();
    }

    /** Adds an event without id and type, whose data is one line of JSON. */
    public void data(String json) throws IOException {
        ascii("data: ");
        utf8(json);
        ascii("\n\n");
        flushIfLarge();
    }

    /** Adds an event with the data {@code {"text": …}} from UTF-16 units. */
    public void text(long id, String type, char[] chars, int from, int to) throws IOException {
        ascii("id: ");
        decimal(id);
        ascii("\nevent: ");
        ascii(type);
        ascii("\ndata: {\"text\":\"");
        escaped(chars, from, to);
        ascii("\"}\n\n");
        flushIfLarge();
    }

    /** Adds a comment that keeps the connection from looking dead, and sends it. */
    public void ping() throws IOException {
        reserve(PING.length);
        System.arraycopy(PING, 0, buffer, length, PING.length);
        length += PING.length;
        flush();
    }

    /** Sends what was added; blocks while the reader is slow. */
    public void flush() throws IOException {
        if (length > 0) {
            out.write(buffer, 0, length);
            length = 0;
            if (buffer.length > KEEP) {
                buffer = new byte[KEEP];
            }
        }
        response.flushBuffer();
    }

    private void flushIfLarge() throws IOException {
        if (length >= FLUSH_AT) {
            flush();
        }
    }

    private void ascii(String text) {
        int size = text.length();
        reserve(size);
        for (int i = 0; i < size; i++) {
            buffer[length + i] = (byte) text.charAt(i);
        }
        length += size;
    }

    private void utf8(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private void decimal(long number) {
        ascii(Long.toString(number));
    }

    /** Escapes as JSON (RFC 8259, section 7) and encodes as UTF-8 in one pass. */
    private void escaped(char[] chars, int from, int to) {
        reserve((to - from) * 6);
        var bytes = buffer;
        int at = length;
        for (int i = from; i < to; i++) {
            char c = chars[i];
            if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
                bytes[at++] = (byte) c;
            } else if (c < 0x80) {
                at = escape(bytes, at, c);
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xc0 | c >> 6);
                bytes[at++] = (byte) (0x80 | c & 0x3f);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < to
                    && Character.isLowSurrogate(chars[i + 1])) {
                int point = Character.toCodePoint(c, chars[++i]);
                bytes[at++] = (byte) (0xf0 | point >> 18);
                bytes[at++] = (byte) (0x80 | point >> 12 & 0x3f);
                bytes[at++] = (byte) (0x80 | point >> 6 & 0x3f);
                bytes[at++] = (byte) (0x80 | point & 0x3f);
            } else if (Character.isSurrogate(c)) {
                at = unicodeEscape(bytes, at, c);
            } else {
                bytes[at++] = (byte) (0xe0 | c >> 12);
                bytes[at++] = (byte) (0x80 | c >> 6 & 0x3f);
                bytes[at++] = (byte) (0x80 | c & 0x3f);
            }
        }
        length = at;
    }

    private static int escape(byte[] bytes, int at, char c) {
        int simple =
                switch (c) {
                    case '"', '\\' -> c;
                    case '\n' -> 'n';
                    case '\r' -> 'r';
                    case '\t' -> 't';
                    default -> 0;
                };
        if (simple == 0) {
            return unicodeEscape(bytes, at, c);
        }
        bytes[at] = '\\';
        bytes[at + 1] = (byte) simple;
        return at + 2;
    }

    private static int unicodeEscape(byte[] bytes, int at, char c) {
        bytes[at] = '\\';
        bytes[at + 1] = 'u';
        bytes[at + 2] = HEX[c >> 12];
        bytes[at + 3] = HEX[c >> 8 & 15];
        bytes[at + 4] = HEX[c >> 4 & 15];
        bytes[at + 5] = HEX[c & 15];
        return at + 6;
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(length + more, buffer.length * 2));
        }
    }
}
