package app.parley.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Searches what the reader may see, and keeps what is worth reading of it. */
class HybridKnowledge implements Knowledge {
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
        return judged(reader, wanted, query, limit, PassageSelection.candidates(limit))
                .passages()
                .stream()
                .filter(PassageSelection.Judged::isUsed)
                .map(HybridKnowledge::found)
                .toList();
    }

    /**
     * What a search found.
     *
     * @param bears whether any of it bears on the question
     */
    record Judgement(
            HybridSearch.Found found, boolean bears, List<PassageSelection.Judged> passages) {}

    /** Searches as {@link #find} does, and keeps why each passage is read or not. */
    Judgement judged(UUID reader, Set<UUID> wanted, String query, int limit, int candidates) {
        var readable = collections.readable(reader, wanted);
        keeper.bringUpToDate(readable);
        var found = search.search(readable, query);
        var best = found.ranked().stream().limit(candidates).toList();
        Map<UUID, StoredPassage> passages =
                store
                        .passages(reader, best.stream().map(HybridSearch.Ranked::passage).toList())
                        .stream()
                        .collect(Collectors.toMap(StoredPassage::id, passage -> passage));
        boolean bears = PassageSelection.bears(query, found.ranked(), passages, search.closeness());
        return new Judgement(found, bears, PassageSelection.of(best, passages, bears, limit));
    }

    private static FoundPassage found(PassageSelection.Judged judged) {
        var passage = judged.passage();
        return new FoundPassage(
                passage.document(),
                passage.title(),
                place(passage),
                passage.text(),
                passage.start(),
                passage.end(),
                judged.ranked().score());
    }

    /** Where in the document it stands, as people say it. */
    static String place(StoredPassage passage) {
        if (passage.page() == null) {
            return passage.section();
        }
        var page = "page " + passage.page();
        return passage.section().isEmpty() ? page : passage.section() + ", " + page;
    }
}
