package app.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Puts a retrieval collection into a running Parley and asks its questions, all over the HTTP API;
 * prints how good the rankings are by words, by meaning and by both, and how long it takes.
 */
final class RetrievalBench {
    private static final int DEPTH = 400;
    private static final int AS_AN_ANSWER_READS = 32;
    private static final Duration PATIENCE = Duration.ofHours(2);

    private RetrievalBench() {}

    /**
     * @param arguments the collection's folder, an embedding model, and how many tokens a passage
     *     has
     */
    public static void main(String[] arguments) throws IOException {
        var collection = BeirCollection.read(Path.of(arguments[0]));
        var model = arguments.length > 1 ? arguments[1] : "minilm";
        var passages = arguments.length > 2 ? "\"passageTokens\": " + arguments[2] : "";
        var directory = Files.createTempDirectory("parley-retrieval");
        try (var server =
                        new ParleyServer(
                                directory, Map.of("PARLEY_EMBEDDING_MODEL", model), -1, "");
                var person = ParleyApi.register(server.address(), "librarian")) {
            System.out.printf(
                    "%s: %d documents, %d judged questions, %s%n",
                    collection.name(),
                    collection.corpus().size(),
                    collection.questions().size(),
                    model);
            var library = CollectionClient.create(person, collection.name(), passages);
            var documents = fill(library, collection);
            rank(library, collection, documents);
            time(library, collection);
        }
    }

    /**
     * @return the corpus's ids by the documents'
     */
    private static Map<String, String> fill(CollectionClient library, BeirCollection collection) {
        long start = System.nanoTime();
        var ids = library.uploadAll(collection.corpus());
        var state = library.awaitReady(PATIENCE);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "ingested %.1f documents/s, %.1f passages/s (%d documents, %d passages, %d failed)%n",
                state.documents() / seconds,
                state.passages() / seconds,
                state.documents(),
                state.passages(),
                state.failed());
        Map<String, String> names = new HashMap<>();
        ids.forEach((name, id) -> names.put(id, name));
        return names;
    }

    private static void rank(
            CollectionClient library, BeirCollection collection, Map<String, String> names) {
        var words = new RetrievalScore("BM25");
        var meaning = new RetrievalScore("vectors");
        var both = new RetrievalScore("hybrid");
        for (var question : collection.questions()) {
            var found = library.inspect(question.text(), DEPTH);
            var grades = collection.grades().get(question.id());
            words.add(documents(leg(found, CollectionClient.Found::byWords), names), grades);
            meaning.add(documents(leg(found, CollectionClient.Found::byMeaning), names), grades);
            both.add(documents(found, names), grades);
        }
        System.out.printf("%n%-8s %8s %11s %8s%n", "", "nDCG@10", "recall@100", "MRR");
        for (var score : List.of(words, meaning, both)) {
            System.out.println(score);
        }
    }

    private static List<CollectionClient.Found> leg(
            List<CollectionClient.Found> found, ToIntFunction<CollectionClient.Found> rank) {
        return found.stream()
                .filter(passage -> rank.applyAsInt(passage) > 0)
                .sorted(Comparator.comparingInt(rank))
                .toList();
    }

    /** A document stands where the best of its passages does. */
    private static List<String> documents(
            List<CollectionClient.Found> found, Map<String, String> names) {
        return found.stream()
                .map(CollectionClient.Found::document)
                .distinct()
                .map(id -> names.getOrDefault(id, id))
                .toList();
    }

    private static void time(CollectionClient library, BeirCollection collection) {
        var latencies = new Latencies();
        for (int i = 0; i < 2; i++) {
            for (var question : collection.questions()) {
                long start = System.nanoTime();
                library.inspect(question.text(), AS_AN_ANSWER_READS);
                if (i > 0) {
                    latencies.add(System.nanoTime() - start);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%nquestion over HTTP: p50 %.1f ms, p99 %.1f ms%n",
                latencies.millis(0.5),
                latencies.millis(0.99));
    }
}
