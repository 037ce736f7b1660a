package app.parley.platform.id;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes identifiers: UUID version 7 (RFC 9562), which sort by the time they were made. Those of one
 * process sort exactly so: behind the milliseconds stands a counter of 12 bits (section 6.2, method
 * 1), which runs on into the next millisecond where one is not enough. Two processes agree to the
 * millisecond.
 */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long VARIANT = 0x8000000000000000L;
    private static final long VARIANT_BITS = 0x3fffffffffffffffL;
    private static final int COUNTER_BITS = 12;
    private static final long COUNTER = (1L << COUNTER_BITS) - 1;

    /** The milliseconds and the counter of the last identifier. */
    private static final AtomicLong LAST = new AtomicLong();

    private Ids() {}

    /**
     * The identifier that this name always has in this space (UUID version 8, of a SHA-256): for
     * things that somebody else has named already.
     */
    public static UUID named(UUID space, String name) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(space.toString().getBytes(StandardCharsets.US_ASCII));
            var hash = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
            long high = hash.getLong() & 0xffffffffffff0fffL | 0x8000;
            long low = hash.getLong() & VARIANT_BITS | VARIANT;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("the JDK has no SHA-256", impossible);
        }
    }

    /** A new identifier, above all before it, with 62 random bits: nobody can guess another's. */
    public static UUID newId() {
        long now = System.currentTimeMillis() << COUNTER_BITS;
        long moment = LAST.updateAndGet(last -> Math.max(last + 1, now));
        long high = (moment & ~COUNTER) << 4 | 0x7000 | moment & COUNTER;
        long low = RANDOM.nextLong() & VARIANT_BITS | VARIANT;
        return new UUID(high, low);
    }
}
