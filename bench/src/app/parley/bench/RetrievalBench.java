package app.parley.bench;

import app.parley.knowledge.HybridSearch;
import app.parley.knowledge.IndexedPassage;
import app.parley.knowledge.PassageIndex.Hit;
import app.parley.knowledge.lucene.LucenePassageIndex;
import app.parley.knowledge.onnx.LocalModel;
import app.parley.knowledge.onnx.OnnxEmbedder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs a retrieval collection in BEIR's format (corpus.jsonl, queries.jsonl, qrels.tsv) through the
 * product's own encoder, index and fusion, and prints how good the rankings are and how fast they
 * come. A document is one passage here, as in the published figures.
 */
public final class RetrievalBench {
    private static final UUID COLLECTION = new UUID(0, 1);
    private static final int CANDIDATES = 200;
    private static final int BATCH = 64;

    private RetrievalBench() {}

    private record Question(String id, String text) {}

    /**
     * @param arguments the collection's folder, and {@code minilm} or {@code bge-small}
     */
    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var model =
                LocalModel.valueOf(
                        (arguments.length > 1 ? arguments[1] : "minilm")
                                .toUpperCase(Locale.ROOT)
                                .replace('-', '_'));
        var corpus = corpus(folder.resolve("corpus.jsonl"));
        var grades = grades(folder.resolve("qrels.tsv"));
        var questions =
                questions(folder.resolve("queries.jsonl")).stream()
                        .filter(question -> grades.containsKey(question.id()))
                        .toList();
        System.out.printf(
                "%s: %d documents, %d judged queries, %s%n",
                folder.getFileName(), corpus.size(), questions.size(), model);
        var place = Files.createTempDirectory("parley-retrieval");
        try (var embedder = new OnnxEmbedder(model);
                var index = new LucenePassageIndex(place)) {
            var names = fill(index, embedder, corpus);
            report(index, embedder, questions, grades, names);
        } finally {
            delete(place);
        }
    }

    private static Map<UUID, String> fill(
            LucenePassageIndex index, OnnxEmbedder embedder, Map<String, String> corpus) {
        embedder.embed(List.of("warm up"));
        var ids = List.copyOf(corpus.keySet());
        var texts = ids.stream().map(corpus::get).toList();
        Map<UUID, String> names = new HashMap<>();
        List<IndexedPassage> passages = new ArrayList<>();
        long start = System.nanoTime();
        long cpu = cpu();
        for (int from = 0; from < ids.size(); from += BATCH) {
            int to = Math.min(ids.size(), from + BATCH);
            var vectors = embedder.embed(texts.subList(from, to));
            for (int i = from; i < to; i++) {
                var id = new UUID(1, i);
                names.put(id, ids.get(i));
                passages.add(new IndexedPassage(id, id, texts.get(i), vectors.get(i - from)));
            }
        }
        double embedded = seconds(start);
        double cpuSeconds = (cpu() - cpu) / 1e9;
        long indexing = System.nanoTime();
        index.replace(COLLECTION, "1", passages);
        System.out.printf(
                Locale.ROOT,
                "embedded %.1f docs/s (%.1f per CPU second), indexed %.0f docs/s%n",
                ids.size() / embedded,
                ids.size() / cpuSeconds,
                ids.size() / seconds(indexing));
        return names;
    }

    private static void report(
            LucenePassageIndex index,
            OnnxEmbedder embedder,
            List<Question> questions,
            Map<String, Map<String, Integer>> grades,
            Map<UUID, String> names) {
        var here = Set.of(COLLECTION);
        var words = new Score();
        var meaning = new Score();
        var both = new Score();
        var times = new double[questions.size()][2];
        questions.stream().limit(20).forEach(question -> embedder.embedQuery(question.text()));
        for (int i = 0; i < questions.size(); i++) {
            var question = questions.get(i);
            long start = System.nanoTime();
            var vector = embedder.embedQuery(question.text());
            times[i][0] = seconds(start) * 1_000;
            var byWords = index.byWords(here, question.text(), CANDIDATES);
            var byMeaning = index.byMeaning(here, vector, CANDIDATES);
            var fused = HybridSearch.fused(byWords, byMeaning);
            times[i][1] = seconds(start) * 1_000;
            var judged = grades.get(question.id());
            words.add(named(byWords, Hit::passage, names), judged);
            meaning.add(named(byMeaning, Hit::passage, names), judged);
            both.add(named(fused, HybridSearch.Ranked::passage, names), judged);
        }
        System.out.printf("%n%-8s %8s %11s%n", "", "nDCG@10", "recall@100");
        words.print("BM25");
        meaning.print("vectors");
        both.print("hybrid");
        System.out.printf(
                Locale.ROOT,
                "%nquery: embedding p50 %.1f ms, with search p50 %.1f ms, p95 %.1f ms, p99 %.1f ms%n",
                percentile(times, 0, 0.5),
                percentile(times, 1, 0.5),
                percentile(times, 1, 0.95),
                percentile(times, 1, 0.99));
    }

    private static final class Score {
        private double ndcg;
        private double recall;
        private int count;

        void add(List<String> ranking, Map<String, Integer> grades) {
            ndcg += RetrievalMetrics.ndcg(ranking, grades, 10);
            recall += RetrievalMetrics.recall(ranking, grades, 100);
            count++;
        }

        void print(String name) {
            System.out.printf(
                    Locale.ROOT, "%-8s %8.4f %11.4f%n", name, ndcg / count, recall / count);
        }
    }

    private static <T> List<String> named(
            Collection<T> hits, Function<T, UUID> passage, Map<UUID, String> names) {
        return hits.stream().map(passage).map(names::get).toList();
    }

    private static Map<String, String> corpus(Path file) throws IOException {
        Map<String, String> corpus = new LinkedHashMap<>();
        for (var line : Files.readAllLines(file)) {
            var json = JsonMapper.shared().readTree(line);
            var title = json.path("title").asString("");
            var text = json.path("text").asString("");
            corpus.put(
                    json.path("_id").asString(), IndexedPassage.text(title.strip(), text.strip()));
        }
        return corpus;
    }

    private static List<Question> questions(Path file) throws IOException {
        List<Question> questions = new ArrayList<>();
        for (var line : Files.readAllLines(file)) {
            var json = JsonMapper.shared().readTree(line);
            questions.add(new Question(json.path("_id").asString(), json.path("text").asString()));
        }
        return questions;
    }

    private static Map<String, Map<String, Integer>> grades(Path file) throws IOException {
        Map<String, Map<String, Integer>> grades = new HashMap<>();
        var lines = Files.readAllLines(file);
        for (var line : lines.subList(1, lines.size())) {
            var columns = line.split("\t");
            grades.computeIfAbsent(columns[0], _ -> new HashMap<>())
                    .put(columns[1], Integer.parseInt(columns[2].strip()));
        }
        grades.values().removeIf(judged -> judged.values().stream().noneMatch(grade -> grade > 0));
        return grades;
    }

    private static double percentile(double[][] times, int column, double share) {
        var sorted = Arrays.stream(times).mapToDouble(row -> row[column]).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1.0, share * sorted.length)];
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
