package app.parley.knowledge.search;

import app.parley.knowledge.FoundPassage;
import app.parley.knowledge.Knowledge;
import app.parley.knowledge.NamedDocument;
import app.parley.knowledge.collection.JdbcCollectionStore;
import app.parley.knowledge.index.HandbookCollection;
import app.parley.knowledge.index.IndexKeeper;
import app.parley.knowledge.index.KnowledgeStart;
import app.parley.knowledge.index.Scope;
import app.parley.knowledge.index.StoredPassage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Searches what the reader may see, and keeps what is worth reading of it. */
class HybridKnowledge implements Knowledge {
    private final JdbcCollectionStore collections;
    private final JdbcFoundPassageStore store;
    private final IndexKeeper keeper;
    private final HybridSearch search;
    private final KnowledgeStart start;

    HybridKnowledge(
            JdbcCollectionStore collections,
            JdbcFoundPassageStore store,
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
        return used(judged(reader, wanted, query, limit, PassageSelection.candidates(limit)));
    }

    @Override
    public List<FoundPassage> findIn(UUID reader, Set<UUID> documents, String query, int limit) {
        var readable = store.readableDocuments(reader, documents);
        if (readable.isEmpty()) {
            return List.of();
        }
        var whole = store.whole(readable.keySet(), PassageSelection.BUDGET_TOKENS);
        if (!whole.isEmpty()) {
            return whole.stream().map(passage -> found(passage, passage.text(), 1)).toList();
        }
        var scope = Scope.ofDocuments(readable);
        keeper.bringUpToDate(Set.copyOf(readable.values()));
        return used(judged(reader, scope, query, limit, PassageSelection.candidates(limit)));
    }

    private List<FoundPassage> used(Judgement judgement) {
        var used = judgement.passages().stream().filter(PassageSelection.Judged::isUsed).toList();
        var passages = used.stream().map(PassageSelection.Judged::passage).toList();
        var contexts =
                Neighbours.contexts(
                        passages, store.nextTo(passages.stream().map(StoredPassage::id).toList()));
        return used.stream()
                .map(
                        judged ->
                                found(
                                        judged.passage(),
                                        contexts.getOrDefault(
                                                judged.passage().id(), judged.passage().text()),
                                        judged.ranked().score()))
                .toList();
    }

    @Override
    public int count(UUID reader, Set<UUID> documents, boolean searchable) {
        return store.count(reader, documents, searchable);
    }

    @Override
    public List<NamedDocument> named(UUID reader, Set<UUID> documents) {
        return store.named(reader, documents);
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
        return judged(reader, Scope.ofCollections(readable), query, limit, candidates);
    }

    private Judgement judged(UUID reader, Scope readable, String query, int limit, int candidates) {
        var found = search.search(readable, query);
        var best = found.ranked().stream().limit(candidates).toList();
        Map<UUID, StoredPassage> passages =
                store
                        .passages(reader, best.stream().map(HybridSearch.Ranked::passage).toList())
                        .stream()
                        .collect(Collectors.toMap(StoredPassage::id, passage -> passage));
        boolean bears = PassageSelection.bears(query, found, passages);
        return new Judgement(found, bears, PassageSelection.of(best, passages, bears, limit));
    }

    private static FoundPassage found(StoredPassage passage, String context, double score) {
        return new FoundPassage(
                passage.document(),
                passage.title(),
                place(passage),
                passage.text(),
                context,
                passage.start(),
                passage.end(),
                score);
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
