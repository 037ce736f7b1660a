package app.parley.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.springframework.dao.DataAccessException;

/** Which calls of ports go wrong, and how. */
final class Faults {
    /** What may befall a call. */
    enum Kind {
        /** It fails and nothing has happened. */
        FAIL_BEFORE,
        /** It fails although it has happened. */
        FAIL_AFTER,
        /** It happens late. */
        HANG_BEFORE,
        /** Its answer comes late. */
        HANG_AFTER,
        /** The process dies before it happens. */
        DIE_BEFORE,
        /** The process dies after it has happened. */
        DIE_AFTER,
        /** The whole process stands still for longer than a lease. */
        STALL,
        /** From here on the database is away for a while. */
        OUTAGE
    }

    record Fault(Kind kind, long millis) {}

    /** A failure that the simulation made. */
    static final class Away extends DataAccessException {
        Away(String call) {
            super(call + ": the database is away");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private final Map<Integer, Fault> byCall;

    private Faults(Map<Integer, Fault> byCall) {
        this.byCall = byCall;
    }

    static Faults none() {
        return new Faults(Map.of());
    }

    static Faults at(int call, Kind kind, long millis) {
        return new Faults(Map.of(call, new Fault(kind, millis)));
    }

    static Faults random(Random random) {
        var faults = new HashMap<Integer, Fault>();
        int count = random.nextInt(5);
        int reach = 20 << random.nextInt(6);
        var kinds = Kind.values();
        for (int i = 0; i < count; i++) {
            var kind = kinds[random.nextInt(kinds.length)];
            faults.put(1 + random.nextInt(reach), new Fault(kind, millis(kind, random)));
        }
        return new Faults(faults);
    }

    private static long millis(Kind kind, Random random) {
        return switch (kind) {
            case HANG_BEFORE, HANG_AFTER ->
                    random.nextBoolean() ? 1 + random.nextInt(800) : random.nextInt(25_000);
            case STALL -> 10_000 + random.nextInt(20_000);
            case OUTAGE -> 100 + random.nextInt(20_000);
            default -> 0;
        };
    }

    /** What befalls the call with this number; null for nothing. */
    Fault at(int call) {
        return byCall.get(call);
    }

    boolean isEmpty() {
        return byCall.isEmpty();
    }

    static boolean isInjected(Throwable thrown) {
        return thrown instanceof Away;
    }

    @Override
    public String toString() {
        return byCall.toString();
    }
}
