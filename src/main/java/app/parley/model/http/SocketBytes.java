package app.parley.model.http;

import app.parley.model.http.SilenceWatch.Watched;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** The bytes of a connection through one small buffer, and its signs of life. */
final class SocketBytes implements AutoCloseable {
    private static final int BUFFER = 4096;
    private static final int LONGEST_LINE = 16 << 10;

    private final Socket socket;
    private final InputStream in;
    private final Watched watched;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;

    SocketBytes(Socket socket, Watched watched) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.watched = watched;
    }

    /** How many bytes can be had without waiting for the network. */
    int buffered() {
        return to - from;
    }

    /** The next byte, or -1 at the end. */
    int next() throws IOException {
        return from < to || fill() ? buffer[from++] & 0xff : -1;
    }

    /** Some bytes, at most as many as asked for; waits only when none are buffered. */
    int read(byte[] target, int offset, int length) throws IOException {
        if (from == to && !fill()) {
            return -1;
        }
        var count = Math.min(length, to - from);
        System.arraycopy(buffer, from, target, offset, count);
        from += count;
        return count;
    }

    /** A line without its end. */
    String line() throws IOException {
        if (to - from >= 2 && buffer[from] == '\r' && buffer[from + 1] == '\n') {
            from += 2;
            return "";
        }
        var line = new StringBuilder(64);
        for (var b = next(); b != '\n'; b = next()) {
            if (b < 0) {
                throw new EOFException("the connection ended inside a line");
            }
            if (line.length() >= LONGEST_LINE) {
                throw new IOException("the line is too long");
            }
            line.append((char) b);
        }
        var length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r'
                ? line.substring(0, length - 1)
                : line.toString();
    }

    @Override
    public void close() throws IOException {
        watched.release();
        socket.close();
    }

    private boolean fill() throws IOException {
        int count;
        try {
            count = in.read(buffer, 0, buffer.length);
        } catch (IOException failed) {
            throw watched.isSilent() ? new SilenceException() : failed;
        }
        if (watched.isSilent()) {
            throw new SilenceException();
        }
        watched.heard();
        from = 0;
        to = Math.max(0, count);
        return count > 0;
    }
}
