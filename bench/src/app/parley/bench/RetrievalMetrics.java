package app.parley.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How good a ranking is, as trec_eval counts it. */
final class RetrievalMetrics {
    private RetrievalMetrics() {}

    /**
     * Normalised discounted cumulative gain of the first documents; a document's gain is its grade.
     *
     * @param grades of the documents that were judged; others count 0
     */
    static double ndcg(List<String> ranking, Map<String, Integer> grades, int depth) {
        double gained = 0;
        for (int i = 0; i < Math.min(depth, ranking.size()); i++) {
            gained += discounted(grades.getOrDefault(ranking.get(i), 0), i);
        }
        var ideal =
                grades.values().stream().sorted(Comparator.reverseOrder()).limit(depth).toList();
        double possible = 0;
        for (int i = 0; i < ideal.size(); i++) {
            possible += discounted(ideal.get(i), i);
        }
        return possible == 0 ? 0 : gained / possible;
    }

    /** The share of the relevant documents that are among the first. */
    static double recall(List<String> ranking, Map<String, Integer> grades, int depth) {
        long relevant = grades.values().stream().filter(grade -> grade > 0).count();
        long found =
                ranking.stream()
                        .limit(depth)
                        .filter(document -> grades.getOrDefault(document, 0) > 0)
                        .count();
        return relevant == 0 ? 0 : (double) found / relevant;
    }

    /** One over the rank of the first relevant document; 0 if none is among the first. */
    static double reciprocalRank(List<String> ranking, Map<String, Integer> grades, int depth) {
        for (int i = 0; i < Math.min(depth, ranking.size()); i++) {
            if (grades.getOrDefault(ranking.get(i), 0) > 0) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }

    private static double discounted(int grade, int rank) {
        return Math.max(0, grade) / (Math.log(rank + 2.0) / Math.log(2));
    }
}
