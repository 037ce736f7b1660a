package app.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ObjIntConsumer;

/**
 * Rounds in which a server is killed and what it had promised is checked. Whatever one of them
 * finds wrong, the next begins with a server that runs.
 *
 * @param suite what they are called
 * @param report where to write how they ended; empty for nowhere
 */
record FaultRounds(String suite, int count, long seed, String report) {
    private static final int USUAL = 20;

    /**
     * @param arguments rounds, {@code --seed N}, {@code --report FILE}
     */
    static FaultRounds of(String suite, String[] arguments) {
        int count = USUAL;
        long seed = System.nanoTime();
        var report = "";
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--seed" -> seed = Long.parseLong(arguments[++i]);
                case "--report" -> report = arguments[++i];
                default -> count = Integer.parseInt(arguments[i]);
            }
        }
        return new FaultRounds(suite, count, seed, report);
    }

    Random random() {
        return new Random(seed);
    }

    /**
     * @param round adds what is wrong to the list; its number counts from 1
     * @return how many had something wrong
     */
    int run(ParleyServer server, ParleyApi person, ObjIntConsumer<List<String>> round)
            throws IOException {
        System.out.printf("%s: %d rounds; seed %d%n", suite, count, seed);
        int failed = 0;
        for (int number = 1; number <= count; number++) {
            List<String> failures = new ArrayList<>();
            try {
                round.accept(failures, number);
            } catch (RuntimeException broken) {
                failures.add(broken.toString());
                if (!server.process().alive()) {
                    server.restart();
                }
                person.login();
            }
            failures.forEach(failure -> System.out.println("  FAILED: " + failure));
            System.out.printf(
                    "%s: round %d: %s%n",
                    suite, number, failures.isEmpty() ? "ok" : failures.size() + " failures");
            failed += failures.isEmpty() ? 0 : 1;
        }
        if (!report.isEmpty()) {
            Files.writeString(
                    Path.of(report),
                    "{\"numPassedTests\":%d,\"numFailedTests\":%d,\"numPendingTests\":0,\"numTodoTests\":0}%n"
                            .formatted(count - failed, failed));
        }
        return failed;
    }
}
