package app.parley.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many streams of one kind against one server.
 *
 * @param id how the load is called in results
 * @param model the stub's behaviour, with its pace
 * @param streams how many
 * @param tokens how many each has
 * @param ramp the time over which they start, evenly
 * @param probesPerSecond short extra answers started while all streams are open, to see what a
 *     newcomer waits
 * @param dropsPerMebibyte how often readers drop their connection and resume
 */
record Load(
        String id,
        String model,
        int streams,
        int tokens,
        Duration ramp,
        Duration limit,
        int probesPerSecond,
        double dropsPerMebibyte) {
    private static final String PROBE_MODEL = "paced:tokens=10,interval=20";
    private static final int PROBE_TOKENS = 10;

    /** What came of a load. */
    record Result(
            String peer,
            long tokens,
            double cpuMicrosPerToken,
            double loadCpuMicrosPerToken,
            Timings timings,
            Timings probes,
            long rssBeforeKib,
            long rssPeakKib,
            long rssAfterKib,
            double eventsPerToken,
            double bytesPerToken,
            Duration took,
            int drops,
            int incomplete,
            long lost,
            long duplicated,
            long reordered,
            long garbled,
            String trouble) {
        /** Whether every token of every stream arrived exactly once and in order. */
        boolean clean() {
            return incomplete == 0
                    && lost == 0
                    && duplicated == 0
                    && reordered == 0
                    && garbled == 0;
        }
    }

    Result run(Lab.Peer peer, ServerProcess stub, long seed) {
        var timings = new Timings();
        var probeTimings = new Timings();
        var wires = peer.wires(model, streams);
        var span = Duration.ofMillis((long) (1000.0 * tokens / Math.max(1, tokensPerSecond())));
        var probes = probesPerSecond * (int) Math.max(0, span.minus(ramp).toSeconds());
        var probeWires = peer.wires(PROBE_MODEL, probes);
        var random = new Random(seed);
        // Making the chats is not part of the load; let its last work end.
        ParleyServer.pause(500);

        var start = System.nanoTime() + 100_000_000;
        var all = new ArrayList<TokenStream>();
        for (var i = 0; i < streams; i++) {
            var at = start + ramp.toNanos() * i / Math.max(1, streams);
            var stream = new TokenStream(wires.get(i), at, tokens, timings, dropsPerMebibyte);
            stream.planDrop(random);
            all.add(stream);
        }
        for (var i = 0; i < probes; i++) {
            var at = start + ramp.toNanos() + i * 1_000_000_000L / probesPerSecond;
            all.add(new TokenStream(probeWires.get(i), at, PROBE_TOKENS, probeTimings));
        }
        var rssBefore = peer.process().rssKib();
        var serverBefore = peer.process().cpuMicros();
        var loadBefore = stub.cpuMicros() + ownCpuMicros();
        var began = System.nanoTime();
        var peak = new AtomicLong(rssBefore);
        try (var watch = new RssWatch(peer.process(), peak);
                var client = new StreamClient(seed)) {
            client.run(all, limit);
            watch.end();
        }
        var took = Duration.ofNanos(System.nanoTime() - began);
        // What the server does after the last token, such as storing the answers, is its work too.
        ParleyServer.pause(500);
        var tokensRead = all.stream().mapToLong(stream -> stream.check().received()).sum();
        var server = peer.process().cpuMicros() - serverBefore;
        var load = stub.cpuMicros() + ownCpuMicros() - loadBefore;
        return new Result(
                peer.name(),
                tokensRead,
                server / (double) Math.max(1, tokensRead),
                load / (double) Math.max(1, tokensRead),
                timings,
                probeTimings,
                rssBefore,
                peak.get(),
                peer.process().rssKib(),
                sum(all, TokenStream::textEvents) / (double) Math.max(1, tokensRead),
                all.stream().mapToLong(TokenStream::bytes).sum() / (double) Math.max(1, tokensRead),
                took,
                sum(all, TokenStream::drops),
                (int) all.stream().filter(stream -> !stream.ending().equals("finished")).count(),
                sum(all, stream -> stream.check().lost()),
                sum(all, stream -> stream.check().duplicated()),
                sum(all, stream -> stream.check().reordered()),
                sum(all, stream -> stream.check().garbled()),
                trouble(all));
    }

    /** The pace that the model's name asks for, of one stream. */
    private double tokensPerSecond() {
        var interval = parameter("interval");
        return interval == 0 ? 1e9 : 1000.0 * Math.max(1, parameter("burst")) / interval;
    }

    private int parameter(String name) {
        for (var pair : model.substring(model.indexOf(':') + 1).split(",")) {
            if (pair.startsWith(name + "=")) {
                return Integer.parseInt(pair.substring(name.length() + 1));
            }
        }
        return 0;
    }

    private static int sum(
            List<TokenStream> streams, java.util.function.ToIntFunction<TokenStream> number) {
        return streams.stream().mapToInt(number).sum();
    }

    private static String trouble(List<TokenStream> streams) {
        return streams.stream()
                .filter(stream -> !stream.exact())
                .map(
                        stream ->
                                stream.check().clean()
                                        ? stream.complaint()
                                        : stream.check().firstTrouble())
                .findFirst()
                .orElse("");
    }

    private static long ownCpuMicros() {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1000;
    }

    /** Watches the memory of a process beside the load. */
    private static final class RssWatch implements AutoCloseable {
        private final Thread thread;

        RssWatch(ServerProcess process, AtomicLong peak) {
            thread =
                    Thread.ofPlatform()
                            .daemon()
                            .start(
                                    () -> {
                                        while (!Thread.interrupted()) {
                                            peak.accumulateAndGet(process.rssKib(), Math::max);
                                            try {
                                                Thread.sleep(500);
                                            } catch (InterruptedException e) {
                                                return;
                                            }
                                        }
                                    });
        }

        void end() {
            thread.interrupt();
        }

        @Override
        public void close() {
            end();
        }
    }
}
