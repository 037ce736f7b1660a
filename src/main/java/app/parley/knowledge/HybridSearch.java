package app.parley.knowledge;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Ranks passages by words and meaning together: each leg's scores are stretched to 0..1 and added,
 * meaning counting a little more. On every collection that was measured this is better than either
 * leg.
 */
public final class HybridSearch {
    private static final double MEANING = 0.6;
    private static final double WORDS = 0.4;
    private static final int CANDIDATES = 200;

    private final PassageIndex index;
    private final Embedder embedder;

    public HybridSearch(PassageIndex index, Embedder embedder) {
        this.index = index;
        this.embedder = embedder;
    }

    /**
     * A passage and why it was found.
     *
     * @param score of both legs together, 0 to 1
     * @param words BM25's score; 0 when it shares no word with the query
     * @param meaning the cosine; 0 when others are closer
     */
    public record Ranked(UUID passage, double score, double words, double meaning) {}

    /**
     * What was found.
     *
     * @param byWords one leg, the best first
     * @param byMeaning the other
     * @param ranked both together, the best first
     */
    record Found(
            List<PassageIndex.Hit> byWords,
            List<PassageIndex.Hit> byMeaning,
            List<Ranked> ranked) {}

    /** The passages that are found there. */
    Found search(Scope scope, String query) {
        if (scope.isEmpty()) {
            return new Found(List.of(), List.of(), List.of());
        }
        var byWords = index.byWords(scope, query, CANDIDATES);
        var byMeaning = index.byMeaning(scope, embedder.embedQuery(query), CANDIDATES);
        return new Found(byWords, byMeaning, fused(byWords, byMeaning));
    }

    Embedder.Closeness closeness() {
        return embedder.closeness();
    }

    /** Both legs' passages in one order. */
    public static List<Ranked> fused(
            List<PassageIndex.Hit> byWords, List<PassageIndex.Hit> byMeaning) {
        Map<UUID, Ranked> ranked = HashMap.newHashMap(byWords.size() + byMeaning.size());
        for (var hit : byWords) {
            ranked.put(
                    hit.passage(),
                    new Ranked(hit.passage(), WORDS * stretched(hit, byWords), hit.score(), 0));
        }
        for (var hit : byMeaning) {
            double share = MEANING * stretched(hit, byMeaning);
            ranked.merge(
                    hit.passage(),
                    new Ranked(hit.passage(), share, 0, hit.score()),
                    (words, meaning) ->
                            new Ranked(
                                    hit.passage(),
                                    words.score() + share,
                                    words.words(),
                                    hit.score()));
        }
        return ranked.values().stream()
                .sorted(
                        Comparator.comparingDouble(Ranked::score)
                                .reversed()
                                .thenComparing(Ranked::passage))
                .toList();
    }

    private static double stretched(PassageIndex.Hit hit, List<PassageIndex.Hit> leg) {
        double best = leg.getFirst().score();
        double worst = leg.getLast().score();
        return best == worst ? 1 : (hit.score() - worst) / (best - worst);
    }
}
