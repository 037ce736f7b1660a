package app.parley.platform.web;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether a body comes fast enough: who sends a byte now and then keeps every timeout between two
 * bytes, and would hold a place for days.
 */
final class Pace {
    private static final long BYTES_A_SECOND = 1_024;

    private final long patience;
    private final LongSupplier nanos;
    private long waited;
    private long begun;

    Pace(Duration patience, LongSupplier nanos) {
        this.patience = patience.toNanos();
        this.nanos = nanos;
    }

    /** Now Parley waits for the client; what it does itself between two reads is not counted. */
    void begin() {
        begun = nanos.getAsLong();
    }

    /**
     * @param read how much has come in all
     */
    void check(long read) {
        waited += nanos.getAsLong() - begun;
        if (waited > patience + read * 1_000_000_000L / BYTES_A_SECOND) {
            throw tooSlow();
        }
    }

    static ParleyException tooSlow() {
        return new ParleyException(
                ErrorCode.TOO_SLOW, "The request came too slowly. Please send it again.");
    }
}
