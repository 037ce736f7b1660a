package app.parley.simulation;

import app.parley.platform.web.EventStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bytes between a stream on a server and its reader, who may be slow or gone. What is on the
 * way holds only so much.
 */
final class Connection {
    private final Scheduler scheduler;
    private final int window;
    private final ByteArrayOutputStream onTheWay = new ByteArrayOutputStream();
    private String undecoded = "";
    private byte[] incomplete = {};
    private boolean cut;
    private boolean closed;

    /** One server-sent event. */
    record Event(long id, String type, JsonNode data) {
        String text() {
            return data.path("text").asString("");
        }
    }

    /**
     * @param window how many bytes fit before the server must wait for the reader
     */
    Connection(Scheduler scheduler, int window) {
        this.scheduler = scheduler;
        this.window = window;
    }

    EventStream stream() throws IOException {
        return EventStream.open(
                (HttpServletResponse)
                        Proxy.newProxyInstance(
                                Connection.class.getClassLoader(),
                                new Class<?>[] {HttpServletResponse.class},
                                (proxy, method, arguments) ->
                                        method.getName().equals("getOutputStream")
                                                ? new Out()
                                                : null));
    }

    /** The reader or the network lets go. */
    void cut() {
        cut = true;
    }

    /** The server is done. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    boolean hasBytes() {
        return onTheWay.size() > 0;
    }

    /** What the reader gets; of the last bytes at most so many. */
    List<Event> read(int most) {
        var bytes = onTheWay.toByteArray();
        int taken = Math.min(most, bytes.length);
        onTheWay.reset();
        onTheWay.write(bytes, taken, bytes.length - taken);
        var all = new byte[incomplete.length + taken];
        System.arraycopy(incomplete, 0, all, 0, incomplete.length);
        System.arraycopy(bytes, 0, all, incomplete.length, taken);
        int end = wholeCharacters(all);
        undecoded += new String(all, 0, end, StandardCharsets.UTF_8);
        incomplete = java.util.Arrays.copyOfRange(all, end, all.length);
        var events = new ArrayList<Event>();
        for (int stop = undecoded.indexOf("\n\n"); stop >= 0; stop = undecoded.indexOf("\n\n")) {
            var block = undecoded.substring(0, stop);
            undecoded = undecoded.substring(stop + 2);
            if (!block.startsWith(":")) {
                events.add(event(block));
            }
        }
        return events;
    }

    private static int wholeCharacters(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] & 0xc0) == 0x80) {
            end--;
        }
        if (end == 0 || bytes[end - 1] >= 0) {
            return bytes.length == 0 || bytes[bytes.length - 1] >= 0 ? bytes.length : end;
        }
        int lead = bytes[end - 1] & 0xff;
        int size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        return end - 1 + size <= bytes.length ? end - 1 + size : end - 1;
    }

    private static Event event(String block) {
        var lines = block.split("\n");
        return new Event(
                Long.parseLong(lines[0].substring("id: ".length())),
                lines[1].substring("event: ".length()),
                JsonMapper.shared().readTree(lines[2].substring("data: ".length())));
    }

    private final class Out extends ServletOutputStream {
        @Override
        public void write(byte[] bytes, int from, int size) throws IOException {
            int at = from;
            while (at < from + size) {
                scheduler.step();
                if (onTheWay.size() >= window && !cut) {
                    scheduler.await(() -> onTheWay.size() < window || cut, Long.MAX_VALUE / 2);
                }
                if (cut) {
                    throw new IOException("the reader is gone");
                }
                int part = Math.min(window - onTheWay.size(), from + size - at);
                onTheWay.write(bytes, at, part);
                at += part;
            }
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}
    }
}
