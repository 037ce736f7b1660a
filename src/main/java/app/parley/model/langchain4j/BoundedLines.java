package app.parley.model.langchain4j;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A stream for the library's parsers, which read lines of any length into memory: refuses lines
 * that are too long, stops when the rest is of no use, and tells of every failure, because a parser
 * may not.
 */
final class BoundedLines extends FilterInputStream {
    private static final int LONGEST_LINE = 8 << 20;

    private final BooleanSupplier over;
    private final Consumer<IOException> onFailure;
    private int lineLength;

    /**
     * @param over whether the rest is of no use
     */
    BoundedLines(InputStream in, BooleanSupplier over, Consumer<IOException> onFailure) {
        super(in);
        this.over = over;
        this.onFailure = onFailure;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            if (over.getAsBoolean()) {
                throw new IOException("given up");
            }
            var count = super.read(target, offset, length);
            measure(target, offset, count);
            return count;
        } catch (IOException failed) {
            onFailure.accept(failed);
            throw failed;
        }
    }

    private void measure(byte[] bytes, int offset, int count) throws IOException {
        for (var i = offset; i < offset + count; i++) {
            lineLength = bytes[i] == '\n' ? 0 : lineLength + 1;
        }
        if (lineLength > LONGEST_LINE) {
            throw new IOException("a line is longer than " + LONGEST_LINE + " bytes");
        }
    }
}
