package app.parley.knowledge.search;

import app.parley.knowledge.index.Hit;
import app.parley.platform.text.Words;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Ranks a few passages by the words that they share with a query, where no index holds them: as
 * BM25 does, a word counts for more the fewer passages have it. Passages are about as long as each
 * other, so that length does not matter.
 */
public final class SharedWords {
    private SharedWords() {}

    /** Those that share any, the best first. */
    public static List<Hit> rank(Map<UUID, String> passages, String query) {
        var asked = Words.of(query);
        Map<UUID, Set<String>> shared = new HashMap<>();
        Map<String, Integer> having = new HashMap<>();
        passages.forEach(
                (id, text) -> {
                    var words = new HashSet<>(asked);
                    words.retainAll(Words.of(text));
                    words.forEach(word -> having.merge(word, 1, Integer::sum));
                    if (!words.isEmpty()) {
                        shared.put(id, words);
                    }
                });
        return shared.entrySet().stream()
                .map(
                        entry ->
                                new Hit(
                                        entry.getKey(),
                                        entry.getValue().stream()
                                                .mapToDouble(
                                                        word ->
                                                                rarity(
                                                                        having.getOrDefault(
                                                                                word, 0),
                                                                        passages.size()))
                                                .sum()))
                .sorted(
                        Comparator.comparingDouble(Hit::score)
                                .reversed()
                                .thenComparing(Hit::passage))
                .toList();
    }

    private static double rarity(int having, int all) {
        return Math.log(1 + (all - having + 0.5) / (having + 0.5));
    }
}
