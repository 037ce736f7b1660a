package app.parley.model.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** An answer's body without its framing; a read returns all that is buffered, over many chunks. */
final class HttpBody extends InputStream {
    /** What tells where the body ends (RFC 9112, section 6.3). */
    enum Framing {
        LENGTH,
        CHUNKED,
        UNTIL_CLOSED
    }

    private final SocketBytes bytes;
    private final Framing framing;
    private long left;
    private boolean inFirstChunk = true;
    private boolean ended;

    HttpBody(SocketBytes bytes, Framing framing, long length) {
        this.bytes = bytes;
        this.framing = framing;
        left = length;
        ended = framing == Framing.LENGTH && length == 0;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        var count = 0;
        while (count < length && !ended && (count == 0 || bytes.buffered() > 0)) {
            if (framing == Framing.CHUNKED && left == 0 && !nextChunk(count > 0)) {
                break;
            }
            var limit =
                    framing == Framing.UNTIL_CLOSED
                            ? length - count
                            : (int) Math.min(left, length - count);
            var got = bytes.read(target, offset + count, limit);
            if (got < 0) {
                ended = true;
                if (framing != Framing.UNTIL_CLOSED) {
                    throw new EOFException("the connection ended inside the body");
                }
                break;
            }
            count += got;
            left -= got;
            ended = framing == Framing.LENGTH && left == 0;
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    /** False at the end of the body, or when the next chunk's size would have to be waited for. */
    private boolean nextChunk(boolean mustNotWait) throws IOException {
        // a chunk's end, size and line end are at most some 20 bytes: if they might not be there
        // in full, hand over what has been read
        if (mustNotWait && bytes.buffered() < 24) {
            return false;
        }
        if (!inFirstChunk && !bytes.line().isEmpty()) {
            throw new IOException("a chunk is longer than it says");
        }
        inFirstChunk = false;
        left = chunkSize();
        if (left > 0) {
            return true;
        }
        ended = true;
        while (!bytes.line().isEmpty()) {
            // trailers are of no use
        }
        return false;
    }

    /** Reads a chunk's size line; byte by byte, because there is one for every token. */
    private long chunkSize() throws IOException {
        var size = 0L;
        var digits = 0;
        for (var b = bytes.next(); b != '\n'; b = bytes.next()) {
            if (b < 0) {
                throw new EOFException("the connection ended inside the body");
            }
            var digit = digits >= 0 ? Character.digit(b, 16) : -1;
            if (digit >= 0) {
                size = size << 4 | digit;
                if (++digits > 15) {
                    throw new IOException("not a chunk size");
                }
            } else if (digits == 0) {
                throw new IOException("not a chunk size");
            } else {
                // the size is complete; an extension or the line's end follows
                digits = -1;
            }
        }
        return size;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
