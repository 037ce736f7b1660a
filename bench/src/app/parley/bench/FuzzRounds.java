package app.parley.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A {@link FuzzRound} of the built server: {@code ./parley test fuzz [REQUESTS] [SEED]}. */
final class FuzzRounds {
    private static final int REQUESTS = 20_000;
    private static final int SHOWN = 40;

    private FuzzRounds() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int requests = arguments.length > 0 ? Integer.parseInt(arguments[0]) : REQUESTS;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        var directory = Files.createTempDirectory("parley-fuzz");
        List<String> findings;
        try (var models = StubModelServer.start()) {
            var settings =
                    new HashMap<>(
                            ParleyServer.withModels(
                                    new InetSocketAddress("127.0.0.1", models.url("").getPort())));
            var root = PlantedSecrets.fresh();
            settings.put("PARLEY_SECRET_KEY", root);
            var provider = PlantedSecrets.fresh();
            settings.put("OPENAI_API_KEY", provider);
            // Its guesses are wrong passwords of its own.
            settings.put("PARLEY_LIMITS_LOGIN_FAILURES_PER_HOUR", "10000000");
            try (var server = new ParleyServer(directory, settings, -1, "-Xmx768m")) {
                findings =
                        run(
                                server,
                                directory,
                                requests,
                                seed,
                                Map.of(
                                        "the root of all keys",
                                        root,
                                        "the key of the environment",
                                        provider));
            }
        }
        findings.stream().distinct().limit(SHOWN).forEach(System.out::println);
        System.exit(findings.isEmpty() ? 0 : 1);
    }

    private static List<String> run(
            ParleyServer server, Path directory, int requests, long seed, Map<String, String> given)
            throws IOException, InterruptedException {
        long pid = server.process().pid();
        long began = System.nanoTime();
        try (var round = new FuzzRound(server.address(), seed)) {
            given.forEach(round.secrets()::add);
            var findings = new ArrayList<>(round.run(requests));
            if (!server.process().alive() || server.process().pid() != pid) {
                findings.add("the process has ended");
            }
            if (server.health() != 200) {
                findings.add("/health is " + server.health());
            }
            for (var line : Files.readAllLines(directory.resolve("parley.log"))) {
                if (line.contains(" ERROR ")) {
                    findings.add("the log says: " + line);
                }
                round.secrets()
                        .in(line)
                        .ifPresent(secret -> findings.add("the log shows " + secret + ": " + line));
            }
            System.out.printf(
                    "fuzz: %d requests to %d operations, seed %d, %.0f s; statuses %s; operations that were done, by caller:"
                            + " %s; %d planted secrets; %d findings%n",
                    requests,
                    round.fuzz().operations(),
                    seed,
                    (System.nanoTime() - began) / 1e9,
                    round.fuzz().statuses(),
                    round.fuzz().succeeded(),
                    round.secrets().all().size(),
                    findings.size());
            return findings;
        }
    }
}
