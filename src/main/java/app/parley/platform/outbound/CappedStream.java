package app.parley.platform.outbound;

import app.parley.platform.outbound.OutboundException.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with an exception where more comes than was asked for. The connection's owner closes it. */
final class CappedStream extends FilterInputStream {
    private final long maxBytes;
    private long left;
    private boolean broken;

    CappedStream(InputStream in, long maxBytes) {
        super(in);
        this.maxBytes = maxBytes;
        left = maxBytes;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read;
        try {
            read = super.read(buffer, offset, length);
        } catch (IOException failed) {
            broken = true;
            throw failed;
        }
        if (read > 0) {
            count(read);
        }
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        var passed = new byte[(int) Math.clamp(bytes, 0, 8_192)];
        return passed.length == 0 ? 0 : Math.max(0, read(passed, 0, passed.length));
    }

    /** Whether it was the connection that failed, and not whoever reads. */
    boolean isBroken() {
        return broken;
    }

    /** To close what is below would read it to its end, which may never come. */
    @Override
    public void close() {}

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw tooLarge(maxBytes);
        }
    }

    static OutboundException tooLarge(long maxBytes) {
        return new OutboundException(
                Reason.TOO_LARGE,
                "The answer is larger than %,d KB, the most that is fetched."
                        .formatted(maxBytes / 1024));
    }
}
