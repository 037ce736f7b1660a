package app.parley.platform.id;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/** Makes identifiers: UUID version 7 (RFC 9562), which sort by the time they were made. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** A new identifier with 74 random bits; nobody can guess another's. */
    public static UUID newId() {
        var random = new byte[10];
        RANDOM.nextBytes(random);
        var bits = ByteBuffer.wrap(random);
        long high = System.currentTimeMillis() << 16 | 0x7000 | bits.getShort() & 0x0fff;
        long low = bits.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
