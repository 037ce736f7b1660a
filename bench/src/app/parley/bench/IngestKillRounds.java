package app.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Kills a real Parley at random moments while documents are uploaded and embedded, starts it again,
 * and checks what was promised: every acknowledged document becomes ready with all of its text, and
 * nothing of it is there twice, neither in the rows nor in the index.
 */
final class IngestKillRounds {
    private static final int DOCUMENTS = 5;

    /** Of a document that is written down in one step, and of one that takes several batches. */
    private static final int FEW = 12;

    private static final int MANY = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ParleyServer server;
    private final ParleyApi person;
    private final CollectionClient library;
    private final Random random;
    private List<String> failures = List.of();
    private int documents;
    private int cutOff;

    private IngestKillRounds(Path directory, Random random) {
        this.random = random;
        server = new ParleyServer(directory, Map.of(), -1, "");
        person = ParleyApi.register(server.address(), "survivor");
        library =
                CollectionClient.create(
                        person, "Under fire", "\"passageTokens\": 60, \"overlapTokens\": 0");
    }

    /**
     * @param arguments as of {@link FaultRounds}
     */
    public static void main(String[] arguments) throws IOException {
        var rounds = FaultRounds.of("faults-ingest", arguments);
        var run =
                new IngestKillRounds(
                        Files.createTempDirectory("parley-faults-ingest"), rounds.random());
        int failed = rounds.run(run.server, run.person, run::round);
        run.server.close();
        System.out.printf(
                "faults-ingest: %d of %d passed; %d documents, %d of them cut off on their way%n",
                rounds.count() - failed, rounds.count(), run.documents, run.cutOff);
        System.exit(failed == 0 ? 0 : 1);
    }

    private void round(List<String> wrong, int round) {
        failures = wrong;
        var texts = texts(round);
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        var uploading = Thread.ofPlatform().start(() -> upload(texts, acknowledged));
        ParleyServer.pause(random.nextLong(5_000));
        server.process().kill();
        join(uploading);
        server.restart();
        person.login();
        cutOff += (int) library.state().pending();
        // Who was not told that a document is kept sends it again.
        upload(texts, acknowledged);
        documents += texts.size();
        var state = library.awaitReady(PATIENCE);
        if (state.documents() != documents || state.failed() > 0) {
            failures.add(
                    "%d documents instead of %d: %s"
                            .formatted(state.documents(), documents, state));
        }
        texts.forEach((name, text) -> check(name, acknowledged.getOrDefault(name, "")));
    }

    private Map<String, String> texts(int round) {
        Map<String, String> texts = new LinkedHashMap<>();
        var words = new SampleText(random.nextLong());
        for (int i = 0; i < DOCUMENTS; i++) {
            var name = "round%dpaper%d".formatted(round, i);
            var text = new StringJoiner("\n\n");
            for (int j = 0; j < paragraphs(name); j++) {
                text.add(marker(name, j) + " " + words.paragraph(35));
            }
            texts.put(name, text.toString());
        }
        return texts;
    }

    private static int paragraphs(String name) {
        return name.charAt(name.length() - 1) % 2 == 0 ? FEW : MANY;
    }

    private static String marker(String name, int paragraph) {
        return name + "part" + paragraph + "end";
    }

    private void upload(Map<String, String> texts, Map<String, String> acknowledged) {
        texts.forEach(
                (name, text) -> {
                    if (!acknowledged.containsKey(name)) {
                        var answer = library.upload(name + ".txt", text);
                        if (answer.status() == 201 || answer.status() == 200) {
                            acknowledged.put(name, String.valueOf(answer.json().get("id")));
                        }
                    }
                });
    }

    private void check(String name, String document) {
        var passages = library.passages(document);
        var all = String.join("\n", passages);
        for (int j = 0; j < paragraphs(name); j++) {
            int times = all.split(marker(name, j), -1).length - 1;
            if (times != 1) {
                failures.add("%s, paragraph %d is there %d times".formatted(name, j, times));
            }
        }
        var seen = new HashSet<Long>();
        for (var found : library.inspect(marker(name, 0), 50)) {
            if (found.document().equals(document) && !seen.add(found.start())) {
                failures.add(name + " is indexed twice");
            }
        }
        var last = marker(name, paragraphs(name) - 1);
        if (library.inspect(last, 50).stream()
                .noneMatch(found -> found.byWords() == 1 && found.text().contains(last))) {
            failures.add(name + " is not found");
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
