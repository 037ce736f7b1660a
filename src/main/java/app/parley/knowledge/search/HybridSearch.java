package app.parley.knowledge.search;

import app.parley.knowledge.embedding.Embedders;
import app.parley.knowledge.embedding.Embedding;
import app.parley.knowledge.embedding.EmbeddingException;
import app.parley.knowledge.index.Hit;
import app.parley.knowledge.index.IndexRevision;
import app.parley.knowledge.index.IndexUnavailableException;
import app.parley.knowledge.index.PassageIndex;
import app.parley.knowledge.index.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ranks passages by words and meaning together: each leg's scores are stretched to 0..1 and added,
 * meaning counting a little more. On every collection that was measured this is better than either
 * leg. Collections of several models are asked with a question of each.
 */
public class HybridSearch {
    private static final Logger LOG = LoggerFactory.getLogger(HybridSearch.class);
    private static final double MEANING = 0.6;
    private static final double WORDS = 0.4;
    static final int CANDIDATES = 200;

    private final PassageIndex index;
    private final Embedders embedders;

    HybridSearch(PassageIndex index, Embedders embedders) {
        this.index = index;
        this.embedders = embedders;
    }

    /**
     * A passage that is close to the question.
     *
     * @param cosine as its model says it
     * @param closeness the same on a scale that models share: 0 has nothing to do with the
     *     question, 1 has
     */
    public record Near(UUID passage, double cosine, double closeness) {}

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
     * @param byMeaning the other; empty where no model could be asked
     * @param ranked both together, the best first
     */
    record Found(List<Hit> byWords, List<Near> byMeaning, List<Ranked> ranked) {
        /** How close the closest is, on the scale that models share. */
        double closeness() {
            return byMeaning.isEmpty() ? 0 : byMeaning.getFirst().closeness();
        }
    }

    /** The passages that are found there. */
    Found search(Scope scope, String query) {
        if (scope.isEmpty()) {
            return new Found(List.of(), List.of(), List.of());
        }
        var byWords = index.byWords(scope, query, CANDIDATES);
        var byMeaning = byMeaning(scope, query);
        return new Found(byWords, byMeaning, fused(byWords, byMeaning));
    }

    private List<Near> byMeaning(Scope scope, String query) {
        Map<UUID, String> models = new HashMap<>();
        for (var collection : scope.touched()) {
            model(collection, models);
        }
        List<Near> near = new ArrayList<>();
        for (var model : new TreeSet<>(models.values())) {
            near.addAll(near(scope.within(id -> model.equals(models.get(id))), model, query));
        }
        near.sort(Comparator.comparingDouble(Near::closeness).reversed());
        return near.size() <= CANDIDATES ? near : near.subList(0, CANDIDATES);
    }

    /** What counts is the model of the vectors that are searched, which may lag behind the rows. */
    private void model(UUID collection, Map<UUID, String> models) {
        index.vectors()
                .revision(collection)
                .flatMap(IndexRevision::parse)
                .ifPresent(revision -> models.put(collection, revision.model()));
    }

    /** A model that cannot be asked now leaves the words to themselves. */
    private List<Near> near(Scope scope, String model, String query) {
        var embedder = embedders.find(model);
        if (embedder.isEmpty()) {
            LOG.warn(
                    "The embedding model {} is not here; its collections are searched by words",
                    model);
            return List.of();
        }
        try {
            var closeness = embedder.get().closeness();
            var question = new Embedding(model, embedder.get().embedQuery(query));
            return index.byMeaning(scope, question, CANDIDATES).stream()
                    .map(hit -> new Near(hit.passage(), hit.score(), closeness.shared(hit.score())))
                    .toList();
        } catch (EmbeddingException | IndexUnavailableException away) {
            LOG.warn("{} Its collections are searched by words meanwhile.", away.getMessage());
            return List.of();
        }
    }

    /** Both legs' passages in one order. */
    public static List<Ranked> fused(List<Hit> byWords, List<Near> byMeaning) {
        Map<UUID, Ranked> ranked = HashMap.newHashMap(byWords.size() + byMeaning.size());
        for (var hit : byWords) {
            double share =
                    WORDS
                            * stretched(
                                    hit.score(),
                                    byWords.getFirst().score(),
                                    byWords.getLast().score());
            ranked.put(hit.passage(), new Ranked(hit.passage(), share, hit.score(), 0));
        }
        for (var near : byMeaning) {
            double share =
                    MEANING
                            * stretched(
                                    near.closeness(),
                                    byMeaning.getFirst().closeness(),
                                    byMeaning.getLast().closeness());
            ranked.merge(
                    near.passage(),
                    new Ranked(near.passage(), share, 0, near.cosine()),
                    (words, meaning) ->
                            new Ranked(
                                    near.passage(),
                                    words.score() + share,
                                    words.words(),
                                    near.cosine()));
        }
        return ranked.values().stream()
                .sorted(
                        Comparator.comparingDouble(Ranked::score)
                                .reversed()
                                .thenComparing(Ranked::passage))
                .toList();
    }

    private static double stretched(double score, double best, double worst) {
        return best == worst ? 1 : (score - worst) / (best - worst);
    }
}
