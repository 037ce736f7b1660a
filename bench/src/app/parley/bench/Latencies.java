package app.parley.bench;

/**
 * Counts durations in buckets about 1.6 % wide, so that percentiles of millions of tokens cost a
 * few kilobytes and no allocation per token. Negative durations (clock reads that cross) count as
 * zero.
 */
final class Latencies {
    private static final int SUB = 64;
    private static final int SUB_BITS = 6;
    private final long[] counts = new long[(64 - SUB_BITS) * SUB];
    private long count;
    private long max;

    void add(long nanos) {
        var value = Math.max(0, nanos);
        counts[bucket(value)]++;
        count++;
        max = Math.max(max, value);
    }

    void addAll(Latencies other) {
        for (var i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
        max = Math.max(max, other.max);
    }

    long count() {
        return count;
    }

    double maxMillis() {
        return max / 1e6;
    }

    /**
     * The duration in milliseconds that the given share of all durations does not exceed; NaN
     * without any.
     */
    double millis(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        var rank = Math.max(1, (long) Math.ceil(count * share));
        var seen = 0L;
        for (var i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(upper(i), max) / 1e6;
            }
        }
        return maxMillis();
    }

    private static int bucket(long value) {
        if (value < SUB) {
            return (int) value;
        }
        var shift = 63 - Long.numberOfLeadingZeros(value) - SUB_BITS;
        return (shift + 1) * SUB + (int) ((value >>> shift) - SUB);
    }

    private static long upper(int bucket) {
        if (bucket < SUB) {
            return bucket;
        }
        var shift = bucket / SUB - 1;
        return ((long) (bucket % SUB + SUB + 1) << shift) - 1;
    }
}
