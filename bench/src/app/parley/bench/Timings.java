package app.parley.bench;

/** What many streams of one load measured together; filled by one thread. */
final class Timings {
    /** From a stream's planned start to its first token. */
    final Latencies firstToken = new Latencies();

    /** From a token's sending by the stub to its arrival at the client. */
    final Latencies delays = new Latencies();

    /** Between two arrivals of text in one stream. */
    final Latencies gaps = new Latencies();

    /** Gaps over 250 ms: what a reader sees as a stall. */
    long stalls;

    void gap(long nanos) {
        gaps.add(nanos);
        if (nanos > 250_000_000) {
            stalls++;
        }
    }
}
