package app.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * How fast a Parley with a small heap takes in many documents, beside how fast the bare embedding
 * model is with the same passages in the same run: before and after, since a machine has moods.
 */
final class IngestBench {
    private static final int WORDS = 130;
    private static final int BARE_PASSAGES = 400;

    /**
     * Not counted, as the first texts of the bare model are not: until then Java compiles itself.
     */
    private static final int WARM = 2_000;

    private static final Duration PATIENCE = Duration.ofHours(3);

    private IngestBench() {}

    /**
     * @param arguments how many documents, the heap, such as 512m, and how many passages each
     *     document has
     */
    public static void main(String[] arguments) throws IOException {
        int documents = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5_000;
        var heap = arguments.length > 1 ? arguments[1] : "512m";
        int passages = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        var directory = Files.createTempDirectory("parley-ingest");
        var corpus = corpus(documents, passages, new SampleText(1));
        var sample = directory.resolve("passages");
        Files.write(
                sample,
                corpus(BARE_PASSAGES, 1, new SampleText(1)).values().stream()
                        .map(passage -> passage.replace('\n', ' '))
                        .toList());
        double bare = bare(sample);
        try (var server = new ParleyServer(directory, Map.of(), -1, "-Xmx" + heap);
                var person = ParleyApi.register(server.address(), "librarian")) {
            var first = CollectionClient.create(person, "Before", "");
            first.uploadAll(corpus(WARM, 1, new SampleText(2)));
            first.awaitReady(PATIENCE);
            var library = CollectionClient.create(person, "Many", "");
            long start = System.nanoTime();
            long cpu = server.process().cpuMicros();
            long compiled = server.process().compilerMicros();
            library.uploadAll(corpus);
            long largest = 0;
            var state = library.state();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (state.pending() > 0 && System.nanoTime() < deadline) {
                largest = Math.max(largest, server.process().rssKib());
                ParleyServer.pause(1_000);
                state = library.state();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuSeconds = (server.process().cpuMicros() - cpu) / 1e6;
            double compiling = (server.process().compilerMicros() - compiled) / 1e6;
            double again = bare(sample);
            double perCore = state.passages() / cpuSeconds;
            System.out.printf(
                    Locale.ROOT,
                    """
                    heap %s: %d documents ready, %d failed, %d passages; at most %d MB resident
                    ingestion: %.1f documents/s, %.1f passages/s; %.2f passages per CPU second of the server
                    (%.1f of its %.1f CPU seconds were Java compiling itself)
                    bare model: %.2f and %.2f passages per CPU second, before and after
                    ratio: %.3f
                    """,
                    heap,
                    state.documents() - state.failed() - state.pending(),
                    state.failed(),
                    state.passages(),
                    largest / 1024,
                    state.documents() / seconds,
                    state.passages() / seconds,
                    perCore,
                    compiling,
                    cpuSeconds,
                    bare,
                    again,
                    perCore / ((bare + again) / 2));
        }
    }

    /** Documents of one heading for each passage, so that none is cut and none is joined. */
    private static Map<String, String> corpus(int documents, int passages, SampleText text) {
        Map<String, String> corpus = new LinkedHashMap<>();
        for (int i = 0; i < documents; i++) {
            var document = new StringJoiner("\n\n", "# Document " + i + "\n\n", "");
            for (int j = 0; j < passages; j++) {
                document.add((j == 0 ? "" : "## Part " + j + "\n\n") + text.paragraph(WORDS));
            }
            corpus.put("document-" + i, document.toString());
        }
        return corpus;
    }

    /** Passages per CPU second of the model alone, in a process of its own. */
    private static double bare(Path sample) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("parley.product"),
                        "app.parley.bench.BareEmbedding",
                        sample.toString()));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var said = process.inputReader()) {
            return Double.parseDouble(said.readLine());
        }
    }
}
