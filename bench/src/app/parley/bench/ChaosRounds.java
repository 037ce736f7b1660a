package app.parley.bench;

import static app.parley.bench.StubJson.quoted;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks models that misbehave in every way that the stub knows, many at once: every answer must come
 * to an end that its reader is told, within the time that silence is borne and five seconds, and
 * nothing may be left running. {@code ./parley test chaos [CALLS] [SEED]}.
 */
final class ChaosRounds {
    private static final int CALLS = 1_000;
    private static final int AT_ONCE = 12;
    private static final int WARM_UP = 60;
    private static final int HUGE_EVERY = 200;
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final Duration MAY_TAKE = SILENCE.plusSeconds(5);
    private static final Duration CALM = Duration.ofSeconds(90);

    /** They take longer than that because they say more, not because they misbehave. */
    private static final Set<String> LONG = Set.of("slow", "paced", "burst", "flood", "stub");

    /** Half a gigabyte of lines at a time would measure the machine. */
    private static final String HUGE = "huge-line";

    private final Path directory;
    private final StubModelServer models;
    private final ParleyServer server;
    private final ParleyApi person;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random;
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, AtomicInteger> endings = new ConcurrentSkipListMap<>();
    private final AtomicLong slowest = new AtomicLong();

    private ChaosRounds(Path directory, long seed) {
        this.directory = directory;
        random = new Random(seed);
        models = StubModelServer.start();
        var settings = new TreeMap<>(ParleyServer.withModels(address(models)));
        settings.put("PARLEY_MODEL_IDLE_TIMEOUT", SILENCE.toSeconds() + "s");
        server = new ParleyServer(directory, settings, -1, "");
        person = ParleyApi.register(server.address(), "patient");
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int calls = arguments.length > 0 ? Integer.parseInt(arguments[0]) : CALLS;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        var rounds = new ChaosRounds(Files.createTempDirectory("parley-chaos"), seed);
        boolean good = rounds.run(calls, seed);
        System.exit(good ? 0 : 1);
    }

    private boolean run(int calls, long seed) throws IOException, InterruptedException {
        long began = System.nanoTime();
        // What is made once, such as pools, is there before the threads are counted.
        ask(WARM_UP);
        endings.clear();
        slowest.set(0);
        int before = awaitThreads(Integer.MAX_VALUE);
        ask(calls);
        int after = awaitThreads(before);
        if (after > before) {
            failures.add("%d threads before, %d after".formatted(before, after));
        }
        if (models.openAnswers() > 0) {
            failures.add(models.openAnswers() + " calls to models are still open");
        }
        if (server.health() != 200) {
            failures.add("/health is " + server.health());
        }
        failures.stream()
                .distinct()
                .limit(30)
                .forEach(told -> System.out.println("  FAILED: " + told));
        System.out.printf(
                "chaos: %d calls, seed %d, %.0f s: endings %s; the slowest took %.1f s of %d s; %d threads before, %d"
                        + " after; %d failures%n",
                calls,
                seed,
                (System.nanoTime() - began) / 1e9,
                endings,
                slowest.get() / 1e9,
                MAY_TAKE.toSeconds(),
                before,
                after,
                failures.size());
        server.close();
        models.close();
        return failures.isEmpty();
    }

    private void ask(int calls) throws InterruptedException {
        var modes =
                StubAnswers.MODES.keySet().stream()
                        .filter(mode -> !LONG.contains(mode) && !mode.equals(HUGE))
                        .toList();
        var room = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < calls; i++) {
                var mode =
                        i % HUGE_EVERY == HUGE_EVERY - 1
                                ? HUGE
                                : modes.get(random.nextInt(modes.size()));
                room.acquire();
                threads.execute(
                        () -> {
                            try {
                                ask(mode);
                            } catch (IOException | RuntimeException failed) {
                                failures.add(mode + ": " + failed);
                            } catch (InterruptedException stopped) {
                                Thread.currentThread().interrupt();
                            } finally {
                                room.release();
                            }
                        });
            }
        }
    }

    private void ask(String mode) throws IOException, InterruptedException {
        var conversation = person.createConversation("openai/" + mode, mode);
        long began = System.nanoTime();
        var turn =
                person.startTurn(conversation, "{\"text\":" + quoted(mode) + "}", UUID.randomUUID())
                        .expect(201)
                        .json();
        var ending = ending(String.valueOf(turn.get("turnId")));
        long took = System.nanoTime() - began;
        endings.computeIfAbsent(ending, _ -> new AtomicInteger()).incrementAndGet();
        slowest.accumulateAndGet(took, Math::max);
        if (ending.equals("none")) {
            failures.add(mode + ": the stream ended without an end");
        }
        if (took > MAY_TAKE.toNanos()) {
            failures.add("%s: took %.1f s".formatted(mode, took / 1e9));
        }
        var answer = person.messages(conversation).getLast();
        if (Set.of("pending", "streaming").contains(answer.status())) {
            failures.add(mode + ": the stored answer is still " + answer.status());
        }
    }

    /** The last event of the turn. */
    private String ending(String turn) throws IOException, InterruptedException {
        var uri =
                URI.create(
                        "http://127.0.0.1:%d/api/v1/turns/%s/events"
                                .formatted(server.address().getPort(), turn));
        var request =
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(60))
                        .header("Accept", "text/event-stream")
                        .header("Authorization", "Bearer " + person.token());
        try (var lines = http.send(request.build(), BodyHandlers.ofLines()).body()) {
            return lines.filter(line -> line.startsWith("event: "))
                    .map(line -> line.substring("event: ".length()))
                    .filter(Set.of("finished", "failed", "stopped", "interrupted")::contains)
                    .findFirst()
                    .orElse("none");
        }
    }

    // ---- what is left

    /**
     * How many threads of both kinds there are, once there are not more than that or it is calm.
     */
    private int awaitThreads(int wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + CALM.toNanos();
        int least = Integer.MAX_VALUE;
        int unchanged = 0;
        while (System.nanoTime() < deadline && unchanged < 8) {
            int now = threads();
            unchanged = now < least ? 0 : unchanged + 1;
            least = Math.min(least, now);
            if (least <= wanted && wanted != Integer.MAX_VALUE) {
                return least;
            }
            ParleyServer.pause(2_000);
        }
        return least;
    }

    private int threads() throws IOException, InterruptedException {
        var dump = directory.resolve("threads.json");
        Files.deleteIfExists(dump);
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process =
                new ProcessBuilder(
                                jcmd,
                                String.valueOf(server.process().pid()),
                                "Thread.dump_to_file",
                                "-format=json",
                                dump.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("jcmd.log").toFile())
                        .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(Files.readString(directory.resolve("jcmd.log")));
        }
        try (var lines = Files.lines(dump)) {
            return (int) lines.filter(line -> line.contains("\"tid\":")).count();
        }
    }

    private static InetSocketAddress address(StubModelServer models) {
        return new InetSocketAddress("127.0.0.1", models.port());
    }
}
