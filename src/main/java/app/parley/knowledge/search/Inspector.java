package app.parley.knowledge.search;

import app.parley.knowledge.index.Hit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Shows how a question is looked up in one collection: each leg, both together, and the choice. */
public class Inspector {
    public static final int SHOWN = 50;

    /** All that a search ranks. */
    public static final int DEEPEST = 2 * HybridSearch.CANDIDATES;

    /** As many as an answer would read. */
    private static final int READ = 8;

    private final HybridKnowledge knowledge;

    Inspector(HybridKnowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** A place in a ranking, 1 for the best. */
    record Place(int rank, double score) {}

    /**
     * A passage that was found.
     *
     * @param bm25 null where it shares no word with the question, or too few
     * @param vector null where too many others are closer
     * @param reason why an answer would read it or not
     */
    record Item(
            UUID passageId,
            UUID documentId,
            String title,
            String location,
            String section,
            String text,
            int start,
            int end,
            @Nullable Place bm25,
            @Nullable Place vector,
            Place fused,
            boolean used,
            PassageSelection.Reason reason) {}

    /**
     * Whether the best of what was found bears on the question.
     *
     * @param bm25 the best score by words
     * @param cosine the best by meaning
     */
    record Gate(boolean passed, double bm25, double cosine) {}

    public record Inspection(List<Item> items, Gate gate, long tookMillis) {}

    public Inspection inspect(UUID reader, UUID collection, String query, int depth) {
        long start = System.nanoTime();
        var judgement = knowledge.judged(reader, Set.of(collection), query, READ, depth);
        long took = (System.nanoTime() - start) / 1_000_000;
        var found = judgement.found();
        var byWords = places(found.byWords(), Hit::passage, Hit::score);
        var byMeaning =
                places(found.byMeaning(), HybridSearch.Near::passage, HybridSearch.Near::cosine);
        Map<UUID, Integer> ranks = new HashMap<>();
        for (var ranked : found.ranked()) {
            ranks.put(ranked.passage(), ranks.size() + 1);
        }
        var items =
                judgement.passages().stream()
                        .map(
                                judged -> {
                                    var passage = judged.passage();
                                    return new Item(
                                            passage.id(),
                                            passage.document(),
                                            passage.title(),
                                            passage.location(),
                                            HybridKnowledge.place(passage),
                                            passage.text(),
                                            passage.start(),
                                            passage.end(),
                                            byWords.get(passage.id()),
                                            byMeaning.get(passage.id()),
                                            new Place(
                                                    ranks.getOrDefault(passage.id(), 0),
                                                    judged.ranked().score()),
                                            judged.isUsed(),
                                            judged.reason());
                                })
                        .toList();
        return new Inspection(
                items,
                new Gate(
                        judgement.bears(),
                        found.byWords().isEmpty() ? 0 : found.byWords().getFirst().score(),
                        found.byMeaning().isEmpty() ? 0 : found.byMeaning().getFirst().cosine()),
                took);
    }

    private static <T> Map<UUID, Place> places(
            List<T> leg, Function<T, UUID> passage, ToDoubleFunction<T> score) {
        Map<UUID, Place> places = new HashMap<>();
        for (var hit : leg) {
            places.put(passage.apply(hit), new Place(places.size() + 1, score.applyAsDouble(hit)));
        }
        return places;
    }
}
