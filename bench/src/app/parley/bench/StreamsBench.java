package app.parley.bench;

import java.time.Duration;

/**
 * Many answers at once through Parley, every token of every one checked; fails unless all of them
 * are exact.
 */
final class StreamsBench {
    private StreamsBench() {}

    public static void main(String[] arguments) {
        var streams = 1000;
        var seconds = 60;
        var perSecond = 10;
        var drops = 0.0;
        for (var i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--streams" -> streams = Integer.parseInt(arguments[++i]);
                case "--seconds" -> seconds = Integer.parseInt(arguments[++i]);
                case "--rate" -> perSecond = Integer.parseInt(arguments[++i]);
                case "--drops" -> drops = Double.parseDouble(arguments[++i]);
                default -> {
                    System.err.println(
                            "bench: unknown option "
                                    + arguments[i]
                                    + "; options: --streams N --seconds N --rate TOKENS --drops PER_MEBIBYTE");
                    System.exit(2);
                }
            }
        }
        var tokens = seconds * perSecond;
        var model = "paced:tokens=%d,interval=%d".formatted(tokens, 1000 / perSecond);
        var load =
                new Load(
                        "streams",
                        model,
                        streams,
                        tokens,
                        Duration.ofMillis(streams * 5L),
                        Duration.ofSeconds(seconds + 60L),
                        0,
                        drops);
        boolean clean;
        try (var lab = new Lab()) {
            System.out.printf(
                    "%d streams at %d tokens/s for %d s through Parley%n",
                    streams, perSecond, seconds);
            var result = load.run(lab.parleyPeer(), lab.stub().process(), System.nanoTime());
            clean = print(result, streams);
        }
        System.exit(clean ? 0 : 1);
    }

    private static boolean print(Load.Result result, int streams) {
        System.out.printf(
                "tokens %,d   lost %d   duplicate %d   reordered %d   garbled %d   unfinished streams %d of %d%n",
                result.tokens(),
                result.lost(),
                result.duplicated(),
                result.reordered(),
                result.garbled(),
                result.incomplete(),
                streams);
        if (result.drops() > 0) {
            System.out.printf(
                    "connections dropped at a random byte and resumed: %,d%n", result.drops());
        }
        System.out.printf(
                "CPU %.1f µs/token   RSS before %d MiB, peak %d MiB, after %d MiB   took %.1f s%n",
                result.cpuMicrosPerToken(),
                result.rssBeforeKib() / 1024,
                result.rssPeakKib() / 1024,
                result.rssAfterKib() / 1024,
                result.took().toMillis() / 1000.0);
        System.out.printf(
                "first token p50 %.1f ms, p99 %.1f ms   token delay p50 %.2f ms, p99 %.1f ms   stalls over 250 ms: %d%n",
                result.timings().firstToken.millis(.5),
                result.timings().firstToken.millis(.99),
                result.timings().delays.millis(.5),
                result.timings().delays.millis(.99),
                result.timings().stalls);
        if (!result.clean()) {
            System.out.println("FAILED: " + result.trouble());
        }
        return result.clean();
    }
}
