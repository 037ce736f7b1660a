package app.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What it costs to have Parley between a reader and a model, beside nginx that only passes bytes
 * on. The servers take turns in every round, so that whatever else the machine does meets all of
 * them; ratios are taken per round.
 */
final class RelayBench {
    private static final double MAY_MOVE = 0.10;
    private static final int WARM_UP_TURNS = 200;
    private static final int WARM_UP_ROUNDS = 20;
    private final Options options;
    private final StringBuilder report = new StringBuilder();

    private RelayBench(Options options) {
        this.options = options;
    }

    /** The size of a run. */
    private record Options(
            boolean quick, int rounds, boolean write, List<String> only, List<String> arguments) {
        static Options of(String[] arguments) {
            var rounds = 0;
            var quick = false;
            var write = false;
            var only = List.<String>of();
            for (var i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--quick" -> quick = true;
                    case "--write" -> write = true;
                    case "--rounds" -> rounds = Integer.parseInt(arguments[++i]);
                    case "--only" ->
                            only = List.of(arguments[++i].toUpperCase(Locale.ROOT).split(","));
                    default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
                }
            }
            return new Options(
                    quick,
                    rounds > 0 ? rounds : quick ? 2 : 4,
                    write,
                    only,
                    Arrays.asList(arguments));
        }

        boolean wants(String id) {
            return only.isEmpty() || only.contains(id);
        }
    }

    public static void main(String[] arguments) throws IOException {
        Options options;
        try {
            options = Options.of(arguments);
        } catch (RuntimeException e) {
            System.err.println(
                    "bench: "
                            + e.getMessage()
                            + "; options: --quick --rounds N --only W0,W1,W1B,W2,W3 --write");
            System.exit(2);
            return;
        }
        System.exit(new RelayBench(options).run() ? 0 : 1);
    }

    private boolean run() throws IOException {
        heading();
        boolean clean;
        try (var lab = new Lab().withNginx()) {
            say(
                    "Parley started in %.1f s (start of the process to the first 200 of /health), RSS %d MiB."
                            .formatted(
                                    lab.parley().lastStart().toMillis() / 1000.0,
                                    lab.parley().process().rssKib() / 1024));
            say("");
            warmUp(lab);
            clean = singles(lab);
            save();
            for (var load : loads()) {
                clean &= options.wants(load.id()) ? compare(lab, load) : true;
                save();
            }
            if (options.wants("W3")) {
                clean &= idle(lab);
                save();
            }
        }
        return clean;
    }

    /** After every workload: a run that is broken off has still measured something. */
    private void save() {
        if (!options.write()) {
            return;
        }
        var file = Path.of(System.getProperty("parley.root", "."), "bench", "results", "relay.md");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Load> loads() {
        var quick = options.quick();
        var w1Tokens = quick ? 200 : 500;
        var w2Tokens = quick ? 80 : 200;
        return List.of(
                new Load(
                        "W1",
                        "paced:tokens=%d,interval=20".formatted(w1Tokens),
                        200,
                        w1Tokens,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(60),
                        0,
                        0),
                new Load(
                        "W1B",
                        "paced:tokens=%d,interval=100,burst=5".formatted(w1Tokens),
                        200,
                        w1Tokens,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(60),
                        0,
                        0),
                new Load(
                        "W2",
                        "paced:tokens=%d,interval=100".formatted(w2Tokens),
                        quick ? 500 : 1000,
                        w2Tokens,
                        Duration.ofSeconds(quick ? 3 : 5),
                        Duration.ofSeconds(90),
                        5,
                        0));
    }

    private void heading() throws IOException {
        var processor =
                Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 2))
                        .findFirst()
                        .orElse("unknown processor");
        say("# Relay: Parley and nginx before the same stub model server");
        say("");
        say(
                "`bench/run relay %s`, %s, %d processors (%s), JDK %s. Load average at the start: %s."
                        .formatted(
                                String.join(" ", options.arguments()),
                                Instant.now().truncatedTo(ChronoUnit.MINUTES),
                                Runtime.getRuntime().availableProcessors(),
                                processor,
                                Runtime.version(),
                                Files.readString(Path.of("/proc/loadavg")).split(" ")[0]));
        say("");
        say(
                "Parley does what nginx does not: signs the reader in, stores question and answer, makes the stream resumable. The server");
        say(
                "under test has processor 0, stub and client share processor 1. %d interleaved rounds after one that is dropped; medians,"
                        .formatted(options.rounds()));
        say(
                "the range of the rounds in brackets. CPU is utime + stime of the server's process per token delivered, connection set-up");
        say("and storing included. Every token of every stream was checked.");
        say("");
    }

    /**
     * Short turns until they cost what they go on to cost: a JVM that has just started compiles
     * while it serves. The other tables are of the warm server; this line tells what being cold
     * costs.
     */
    private void warmUp(Lab lab) {
        var load =
                new Load(
                        "warm-up",
                        "paced:tokens=20,interval=10",
                        WARM_UP_TURNS,
                        20,
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(60),
                        0,
                        0);
        var peer = lab.parleyPeer();
        var costs = new ArrayList<Double>();
        while (costs.size() < WARM_UP_ROUNDS) {
            var result = load.run(peer, lab.stub().process(), costs.size());
            costs.add(result.cpuMicrosPerToken() * load.tokens() / 1000);
            System.err.printf(
                    "bench: warm-up %d: %.1f ms CPU a turn%n",
                    costs.size() * WARM_UP_TURNS, costs.getLast());
        }
        say(
                "A turn of 20 tokens cost %.1f ms of CPU in the first %d turns after the start, %.1f ms after %d."
                        .formatted(
                                costs.getFirst(),
                                WARM_UP_TURNS,
                                costs.getLast(),
                                costs.size() * WARM_UP_TURNS));
        say("");
    }

    /** One answer at a time: what the server adds to the first token when nothing else happens. */
    private boolean singles(Lab lab) {
        if (!options.wants("W0")) {
            return true;
        }
        var load =
                new Load(
                        "W0",
                        "paced:tokens=5,interval=5",
                        1,
                        5,
                        Duration.ZERO,
                        Duration.ofSeconds(20),
                        0,
                        0);
        var peers = List.of(lab.direct(), lab.nginx(), lab.parleyPeer());
        var timings = new LinkedHashMap<String, Timings>();
        var clean = true;
        var count = options.quick() ? 100 : 300;
        for (var i = -count / 3; i < count; i++) {
            for (var peer : peers) {
                var wire = peer.wires(load.model(), 1).getFirst();
                var into =
                        i < 0
                                ? new Timings()
                                : timings.computeIfAbsent(peer.name(), name -> new Timings());
                try (var client = new StreamClient(i)) {
                    var stream = new TokenStream(wire, System.nanoTime(), load.tokens(), into);
                    client.run(List.of(stream), load.limit());
                    clean &= reportTrouble(load.id(), peer.name(), stream);
                }
            }
        }
        say(
                "## W0: one answer at a time (%d answers, interleaved, a new connection each)"
                        .formatted(count));
        say("");
        say("| server | first token p50 ms | p99 ms | added p50 ms | added p99 ms |");
        say("|---|---|---|---|---|");
        var direct = timings.get("direct").firstToken;
        timings.forEach(
                (name, timing) ->
                        say(
                                "| %s | %.2f | %.2f | %s | %s |"
                                        .formatted(
                                                name,
                                                timing.firstToken.millis(.5),
                                                timing.firstToken.millis(.99),
                                                added(
                                                        name,
                                                        timing.firstToken.millis(.5)
                                                                - direct.millis(.5)),
                                                added(
                                                        name,
                                                        timing.firstToken.millis(.99)
                                                                - direct.millis(.99)))));
        say("");
        return clean;
    }

    private static String added(String name, double millis) {
        return name.equals("direct") ? "" : "%+.2f".formatted(millis);
    }

    private boolean reportTrouble(String id, String peer, TokenStream stream) {
        if (stream.exact()) {
            return true;
        }
        System.err.println(
                "bench: "
                        + id
                        + " "
                        + peer
                        + ": "
                        + stream.complaint()
                        + " "
                        + stream.check().firstTrouble());
        return false;
    }

    private boolean compare(Lab lab, Load load) {
        var peers = List.of(lab.direct(), lab.nginx(), lab.parleyPeer());
        var results = new LinkedHashMap<String, List<Load.Result>>();
        peers.forEach(peer -> results.put(peer.name(), new ArrayList<>()));
        var clean = true;
        for (var round = 0; round <= options.rounds(); round++) {
            var order = round % 2 == 0 ? peers : peers.reversed();
            for (var peer : order) {
                var result = load.run(peer, lab.stub().process(), round);
                System.err.printf(
                        "bench: %s round %d %-7s %6.1f µs/token, first token p50 %.1f p99 %.1f ms%s%n",
                        load.id(),
                        round,
                        peer.name(),
                        result.cpuMicrosPerToken(),
                        result.timings().firstToken.millis(.5),
                        result.timings().firstToken.millis(.99),
                        result.clean() ? "" : ", FAILED: " + result.trouble());
                clean &= result.clean();
                if (round > 0) {
                    results.get(peer.name()).add(result);
                }
            }
        }
        table(load, results);
        return clean;
    }

    private void table(Load load, Map<String, List<Load.Result>> results) {
        say(
                "## %s: %d streams, `%s`%s"
                        .formatted(
                                load.id(),
                                load.streams(),
                                load.model(),
                                load.probesPerSecond() > 0
                                        ? ", "
                                                + load.probesPerSecond()
                                                + " new chats a second beside them"
                                        : ""));
        say("");
        say(
                "| server | CPU µs/token | ratio to nginx | first token p50 / p99 ms | added p50 / p99 ms | delay p50 / p99 ms | gap p99 ms | stalls | RSS MiB before / peak / after | events/token | bytes/token | tokens | troubles |");
        say("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        var nginx = results.get("nginx");
        var direct = results.get("direct");
        results.forEach((name, rounds) -> say(row(name, rounds, nginx, direct)));
        if (load.probesPerSecond() > 0) {
            say("");
            say(
                    "New chats while all streams run: first token p50 / p99 ms: "
                            + String.join(
                                    "; ",
                                    results.entrySet().stream()
                                            .map(
                                                    peer ->
                                                            "%s %.1f / %.1f"
                                                                    .formatted(
                                                                            peer.getKey(),
                                                                            median(
                                                                                    peer.getValue(),
                                                                                    r ->
                                                                                            r.probes()
                                                                                                    .firstToken
                                                                                                    .millis(
                                                                                                            .5)),
                                                                            median(
                                                                                    peer.getValue(),
                                                                                    r ->
                                                                                            r.probes()
                                                                                                    .firstToken
                                                                                                    .millis(
                                                                                                            .99))))
                                            .toList())
                            + ".");
        }
        var moved = spread(direct, Load.Result::loadCpuMicrosPerToken);
        say("");
        say(
                "The load itself (stub and client, direct): %.1f µs/token, moved by %.0f %% between rounds%s."
                        .formatted(
                                median(direct, Load.Result::loadCpuMicrosPerToken),
                                moved * 100,
                                moved > MAY_MOVE
                                        ? ": **more than 10 %, so this run is void**"
                                        : ""));
        say("");
    }

    private String row(
            String name,
            List<Load.Result> rounds,
            List<Load.Result> nginx,
            List<Load.Result> direct) {
        var ratios = new ArrayList<Double>();
        for (var i = 0; i < rounds.size(); i++) {
            ratios.add(rounds.get(i).cpuMicrosPerToken() / nginx.get(i).cpuMicrosPerToken());
        }
        var isDirect = name.equals("direct");
        var p50 = median(rounds, r -> r.timings().firstToken.millis(.5));
        var p99 = median(rounds, r -> r.timings().firstToken.millis(.99));
        var last = rounds.getLast();
        return "| %s | %s | %s | %.1f / %.1f | %s | %.2f / %.1f | %.0f | %d | %s | %.2f | %.0f | %,d | %s |"
                .formatted(
                        name,
                        isDirect
                                ? ""
                                : range(
                                        "%.1f",
                                        rounds.stream()
                                                .map(Load.Result::cpuMicrosPerToken)
                                                .toList()),
                        isDirect ? "" : range("%.2f", ratios),
                        p50,
                        p99,
                        isDirect
                                ? ""
                                : "%+.1f / %+.1f"
                                        .formatted(
                                                p50
                                                        - median(
                                                                direct,
                                                                r ->
                                                                        r.timings()
                                                                                .firstToken
                                                                                .millis(.5)),
                                                p99
                                                        - median(
                                                                direct,
                                                                r ->
                                                                        r.timings()
                                                                                .firstToken
                                                                                .millis(.99))),
                        median(rounds, r -> r.timings().delays.millis(.5)),
                        median(rounds, r -> r.timings().delays.millis(.99)),
                        median(rounds, r -> r.timings().gaps.millis(.99)),
                        rounds.stream().mapToLong(r -> r.timings().stalls).sum(),
                        isDirect
                                ? ""
                                : "%d / %d / %d"
                                        .formatted(
                                                last.rssBeforeKib() / 1024,
                                                last.rssPeakKib() / 1024,
                                                last.rssAfterKib() / 1024),
                        median(rounds, Load.Result::eventsPerToken),
                        median(rounds, Load.Result::bytesPerToken),
                        rounds.stream().mapToLong(Load.Result::tokens).sum(),
                        rounds.stream().allMatch(Load.Result::clean)
                                ? "none"
                                : "FAILED: " + last.trouble());
    }

    /** Streams that wait: what an open stream holds. */
    private boolean idle(Lab lab) {
        var counts = options.quick() ? List.of(500) : List.of(1000, 4000);
        say("## W3: idle streams (one token, then silence; a ping every 15 s)");
        say("");
        say(
                "| server | streams | RSS MiB before / open / after | KiB per stream | CPU ms per stream and minute | all open after s |");
        say("|---|---|---|---|---|---|");
        var clean = true;
        for (var count : counts) {
            for (var peer : List.of(lab.nginx(), lab.parleyPeer())) {
                clean &= new IdleLoad(count).run(peer, this::say);
            }
        }
        say("");
        return clean;
    }

    private void say(String line) {
        System.out.println(line);
        report.append(line).append('\n');
    }

    private static double median(List<Load.Result> rounds, ToDoubleFunction<Load.Result> number) {
        return middle(rounds.stream().mapToDouble(number).sorted().toArray());
    }

    private static double middle(double[] sorted) {
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double spread(List<Load.Result> rounds, ToDoubleFunction<Load.Result> number) {
        var sorted = rounds.stream().mapToDouble(number).sorted().toArray();
        return (sorted[sorted.length - 1] - sorted[0]) / middle(sorted);
    }

    private static String range(String format, List<Double> numbers) {
        var sorted = numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return (format + " [" + format + "–" + format + "]")
                .formatted(middle(sorted), sorted[0], sorted[sorted.length - 1]);
    }
}
