package app.parley.platform.blob;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and digests what is read through it. */
final class Digested extends FilterInputStream {
    private long size;

    Digested(InputStream content) {
        super(new DigestInputStream(content, sha256()));
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        size += one < 0 ? 0 : 1;
        return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        size += Math.max(count, 0);
        return count;
    }

    long size() {
        return size;
    }

    String digest() {
        return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
