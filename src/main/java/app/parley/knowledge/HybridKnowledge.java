package app.parley.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Searches what the reader may see, and keeps what is worth reading of it. */
class HybridKnowledge implements Knowledge {
    private static final int PER_DOCUMENT = 3;

    /** How many of the best passages tell whether any of them bears on the question. */
    private static final int EVIDENCE = 8;

    /** Two passages this close say the same. */
    private static final double SAME = 0.97;

    private final JdbcCollectionStore collections;
    private final JdbcPassageStore store;
    private final IndexKeeper keeper;
    private final HybridSearch search;
    private final KnowledgeStart start;

    HybridKnowledge(
            JdbcCollectionStore collections,
            JdbcPassageStore store,
            IndexKeeper keeper,
            HybridSearch search,
            KnowledgeStart start) {
        this.collections = collections;
        this.store = store;
        this.keeper = keeper;
        this.search = search;
        this.start = start;
    }

    @Override
    public Set<UUID> defaults(UUID reader) {
        return collections.defaults(reader);
    }

    @Override
    public boolean isReady() {
        return start.isReady();
    }

    @Override
    public List<FoundPassage> find(UUID reader, Set<UUID> chosen, String query, int limit) {
        var wanted = chosen.isEmpty() ? Set.of(HandbookCollection.ID) : chosen;
        var readable = collections.readable(reader, wanted);
        keeper.bringUpToDate(readable);
        var ranked = search.search(readable, query);
        var best = ranked.stream().limit(Math.max(EVIDENCE, 4L * limit)).toList();
        Map<UUID, StoredPassage> passages =
                store
                        .passages(reader, best.stream().map(HybridSearch.Ranked::passage).toList())
                        .stream()
                        .collect(Collectors.toMap(StoredPassage::id, passage -> passage));
        List<FoundPassage> found = new ArrayList<>();
        List<StoredPassage> kept = new ArrayList<>();
        Map<UUID, Integer> perDocument = new HashMap<>();
        for (var candidate : best) {
            // An index that lags behind the rows may name one that is gone.
            var passage = passages.get(candidate.passage());
            if (passage == null
                    || perDocument.getOrDefault(passage.document(), 0) == PER_DOCUMENT
                    || kept.stream().anyMatch(other -> says(other, passage))) {
                continue;
            }
            kept.add(passage);
            perDocument.merge(passage.document(), 1, Integer::sum);
            found.add(found(passage, candidate.score()));
            if (found.size() == limit) {
                break;
            }
        }
        return bears(query, ranked, passages) ? found : List.of();
    }

    private boolean bears(
            String query, List<HybridSearch.Ranked> ranked, Map<UUID, StoredPassage> passages) {
        double closest = ranked.stream().mapToDouble(HybridSearch.Ranked::meaning).max().orElse(0);
        var best =
                ranked.stream()
                        .limit(EVIDENCE)
                        .map(candidate -> passages.get(candidate.passage()))
                        .filter(Objects::nonNull)
                        .map(
                                passage ->
                                        passage.title()
                                                + " "
                                                + passage.section()
                                                + " "
                                                + passage.text())
                        .toList();
        return Relevance.bears(query, closest, search.closeness(), best);
    }

    private static boolean says(StoredPassage one, StoredPassage other) {
        return one.text().strip().equals(other.text().strip())
                || Vectors.cosine(one.vector(), other.vector()) > SAME;
    }

    private static FoundPassage found(StoredPassage passage, double score) {
        return new FoundPassage(
                passage.document(),
                passage.title(),
                passage.section(),
                passage.text(),
                passage.start(),
                passage.end(),
                score);
    }
}
