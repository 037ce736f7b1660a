package app.parley.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The mean quality of one way to rank. */
final class RetrievalScore {
    private final String name;
    private double ndcg;
    private double recall;
    private double reciprocal;
    private int questions;

    RetrievalScore(String name) {
        this.name = name;
    }

    void add(List<String> ranking, Map<String, Integer> grades) {
        ndcg += RetrievalMetrics.ndcg(ranking, grades, 10);
        recall += RetrievalMetrics.recall(ranking, grades, 100);
        reciprocal += RetrievalMetrics.reciprocalRank(ranking, grades, 100);
        questions++;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-8s %8.4f %11.4f %8.4f",
                name,
                ndcg / questions,
                recall / questions,
                reciprocal / questions);
    }
}
