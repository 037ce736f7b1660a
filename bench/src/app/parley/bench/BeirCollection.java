package app.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A retrieval collection in BEIR's format: corpus.jsonl, queries.jsonl, qrels.tsv.
 *
 * @param corpus the documents by id, as Markdown
 * @param questions those that have a relevant document
 * @param grades of the judged documents, by question
 */
record BeirCollection(
        String name,
        Map<String, String> corpus,
        List<Question> questions,
        Map<String, Map<String, Integer>> grades) {
    record Question(String id, String text) {}

    static BeirCollection read(Path folder) throws IOException {
        var grades = grades(folder.resolve("qrels.tsv"));
        List<Question> questions = new ArrayList<>();
        for (var line : Files.readAllLines(folder.resolve("queries.jsonl"))) {
            var json = StubJson.object(line);
            var id = String.valueOf(json.get("_id"));
            if (grades.containsKey(id)) {
                questions.add(new Question(id, text(json, "text")));
            }
        }
        Map<String, String> corpus = new LinkedHashMap<>();
        for (var line : Files.readAllLines(folder.resolve("corpus.jsonl"))) {
            var json = StubJson.object(line);
            var title = text(json, "title");
            var text = text(json, "text");
            corpus.put(
                    String.valueOf(json.get("_id")),
                    title.isEmpty() ? text : "# " + title + "\n\n" + text);
        }
        return new BeirCollection(String.valueOf(folder.getFileName()), corpus, questions, grades);
    }

    private static String text(Map<String, Object> json, String field) {
        return String.valueOf(json.getOrDefault(field, "")).strip();
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
}
