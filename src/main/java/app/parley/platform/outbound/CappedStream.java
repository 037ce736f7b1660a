package app.parley.platform.outbound;

import app.parley.platform.outbound.OutboundException.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with an exception where more comes than was asked for. The connection's owner closes it. */
final class CappedStream extends FilterInputStream {
    private final long maxBytes;
    private long left;

    CappedStream(InputStream in, long maxBytes) {
        super(in);
        this.maxBytes = maxBytes;
        left = maxBytes;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            count(1);
        }
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            count(read);
        }
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
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
