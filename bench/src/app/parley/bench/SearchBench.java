package app.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** How long a question takes, with its embedding, over many passages and over HTTP. */
final class SearchBench {
    private static final int PASSAGES_OF_A_DOCUMENT = 1_000;
    private static final int WORDS = 32;
    private static final int QUESTIONS = 1_000;
    private static final int AS_AN_ANSWER_READS = 32;
    private static final Duration PATIENCE = Duration.ofHours(3);

    private SearchBench() {}

    /**
     * @param arguments how many passages
     */
    public static void main(String[] arguments) throws IOException {
        int passages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50_000;
        var directory = Files.createTempDirectory("parley-search");
        var text = new SampleText(2);
        Map<String, String> corpus = new LinkedHashMap<>();
        for (int i = 0; i * PASSAGES_OF_A_DOCUMENT < passages; i++) {
            var document = new StringJoiner("\n\n");
            for (int j = 0; j < PASSAGES_OF_A_DOCUMENT; j++) {
                document.add("## Section " + j + "\n\n" + text.paragraph(WORDS));
            }
            corpus.put("document-" + i, document.toString());
        }
        try (var server = new ParleyServer(directory, Map.of(), -1, "");
                var person = ParleyApi.register(server.address(), "librarian")) {
            var library =
                    CollectionClient.create(
                            person, "Many", "\"passageTokens\": 50, \"overlapTokens\": 0");
            library.uploadAll(corpus);
            var state = library.awaitReady(PATIENCE);
            var latencies = new Latencies();
            var questions = new SampleText(3);
            for (int i = 0; i < QUESTIONS; i++) {
                var question = questions.paragraph(8);
                long start = System.nanoTime();
                library.inspect(question, AS_AN_ANSWER_READS);
                if (i >= QUESTIONS / 5) {
                    latencies.add(System.nanoTime() - start);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d passages, %d questions over HTTP: p50 %.1f ms, p99 %.1f ms, at most %.1f ms%n",
                    state.passages(),
                    latencies.count(),
                    latencies.millis(0.5),
                    latencies.millis(0.99),
                    latencies.maxMillis());
        }
    }
}
