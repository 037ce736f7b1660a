package app.parley.platform.id;

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
    private static final int COUNTER_BITS = 12;
    private static final long COUNTER = (1L << COUNTER_BITS) - 1;

    /** The milliseconds and the counter of the last identifier. */
    private static final AtomicLong LAST = new AtomicLong();

    private Ids() {}

    /** A new identifier, above all before it, with 62 random bits: nobody can guess another's. */
    public static UUID newId() {
        long now = System.currentTimeMillis() << COUNTER_BITS;
        long moment = LAST.updateAndGet(last -> Math.max(last + 1, now));
        long high = (moment & ~COUNTER) << 4 | 0x7000 | moment & COUNTER;
        long low = RANDOM.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
