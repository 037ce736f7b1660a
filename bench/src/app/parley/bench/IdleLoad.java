package app.parley.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Consumer;

/** Streams that are open and say nothing. */
record IdleLoad(int streams) {
    private static final int SILENCE_SECONDS = 40;
    private static final int WATCHED_SECONDS = 20;

    boolean run(Lab.Peer peer, Consumer<String> say) {
        var model = "paced:tokens=2,interval=" + SILENCE_SECONDS * 1000;
        var timings = new Timings();
        var wires = peer.wires(model, streams);
        ParleyServer.pause(1000);
        var ramp = Duration.ofMillis(streams * 4L);
        var start = System.nanoTime() + 100_000_000;
        var all = new ArrayList<TokenStream>();
        for (var i = 0; i < streams; i++) {
            all.add(
                    new TokenStream(
                            wires.get(i), start + ramp.toNanos() * i / streams, 2, timings));
        }
        var before = peer.process().rssKib();
        var began = System.nanoTime();
        try (var client = new StreamClient(1)) {
            var reader =
                    Thread.ofPlatform()
                            .start(() -> client.run(all, ramp.plusSeconds(SILENCE_SECONDS + 30)));
            var deadline = began + ramp.plusSeconds(15).toNanos();
            while (timings.firstToken.count() < streams && System.nanoTime() < deadline) {
                ParleyServer.pause(100);
            }
            var openAfter = (System.nanoTime() - began) / 1e9;
            var open = timings.firstToken.count();
            var cpu = peer.process().cpuMicros();
            ParleyServer.pause(WATCHED_SECONDS * 1000L);
            var cpuPerMinute =
                    (peer.process().cpuMicros() - cpu) / 1000.0 / streams * 60 / WATCHED_SECONDS;
            var during = peer.process().rssKib();
            join(reader);
            ParleyServer.pause(1000);
            var clean = all.stream().allMatch(TokenStream::exact);
            say.accept(
                    "| %s | %d%s | %d / %d / %d | %.1f | %.2f | %.1f |"
                            .formatted(
                                    peer.name(),
                                    streams,
                                    clean
                                            ? ""
                                            : " ("
                                                    + open
                                                    + " opened, FAILED: "
                                                    + complaint(all)
                                                    + ")",
                                    before / 1024,
                                    during / 1024,
                                    peer.process().rssKib() / 1024,
                                    (during - before) / (double) streams,
                                    cpuPerMinute,
                                    openAfter));
            return clean;
        }
    }

    private static String complaint(ArrayList<TokenStream> streams) {
        return streams.stream()
                .filter(stream -> !stream.exact())
                .findFirst()
                .map(TokenStream::complaint)
                .orElse("");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
