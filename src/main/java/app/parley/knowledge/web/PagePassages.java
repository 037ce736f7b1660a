package app.parley.knowledge.web;

import app.parley.knowledge.FoundPassage;
import app.parley.knowledge.embedding.Embedder;
import app.parley.knowledge.embedding.Embedders;
import app.parley.knowledge.embedding.Embedding;
import app.parley.knowledge.embedding.Vectors;
import app.parley.knowledge.index.StoredPassage;
import app.parley.knowledge.ingest.Chunk;
import app.parley.knowledge.ingest.DocumentSplitter;
import app.parley.knowledge.search.HybridSearch;
import app.parley.knowledge.search.PassageSelection;
import app.parley.knowledge.search.SharedWords;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Finds the passages of a few pages that answer a question best, as a collection is searched, but
 * without an index. The same pages and question give the same passages, in the same order.
 */
@Component
class PagePassages {
    /** Of each page, those that share most words with the question are embedded, and its first. */
    private static final int PER_PAGE = 10;

    private static final int FIRST = 2;

    private final Embedder embedder;

    PagePassages(Embedders embedders) {
        embedder = embedders.builtIn();
    }

    List<FoundPassage> best(List<ReadPage> pages, String query, int limit) {
        Map<UUID, StoredPassage> passages = new LinkedHashMap<>();
        Map<UUID, String> texts = new LinkedHashMap<>();
        for (int place = 0; place < pages.size(); place++) {
            for (var candidate : candidates(pages.get(place), place, query)) {
                passages.put(candidate.passage().id(), candidate.passage());
                texts.put(candidate.passage().id(), candidate.chunk().indexed());
            }
        }
        if (passages.isEmpty()) {
            return List.of();
        }
        embed(passages, texts);
        var ranked = HybridSearch.fused(SharedWords.rank(texts, query), byMeaning(passages, query));
        // What the search engine has found bears on the question.
        return PassageSelection.of(ranked, passages, true, limit).stream()
                .filter(PassageSelection.Judged::isUsed)
                .map(judged -> found(judged.passage(), judged.ranked().score()))
                .toList();
    }

    private record Candidate(StoredPassage passage, Chunk chunk) {}

    private List<Candidate> candidates(ReadPage page, int place, String query) {
        var chunks =
                new DocumentSplitter(embedder::countTokens, embedder.maxTokens())
                        .split(page.title(), page.text(), page.form());
        Map<UUID, String> texts = new LinkedHashMap<>();
        for (int ordinal = 0; ordinal < chunks.size(); ordinal++) {
            texts.put(id(place, ordinal), chunks.get(ordinal).indexed());
        }
        return Stream.concat(
                        IntStream.range(0, Math.min(FIRST, chunks.size())).boxed(),
                        SharedWords.rank(texts, query).stream().map(hit -> ordinal(hit.passage())))
                .distinct()
                .limit(PER_PAGE)
                .map(ordinal -> candidate(page, place, ordinal, chunks.get(ordinal)))
                .toList();
    }

    /** Of one question only, and the same each time: the order of equals must not change. */
    private static UUID id(int place, int ordinal) {
        return new UUID(place, ordinal);
    }

    private static int ordinal(UUID id) {
        return (int) id.getLeastSignificantBits();
    }

    private Candidate candidate(ReadPage page, int place, int ordinal, Chunk chunk) {
        return new Candidate(
                new StoredPassage(
                        id(place, ordinal),
                        page.id(),
                        page.title(),
                        page.address(),
                        ordinal,
                        chunk.section(),
                        chunk.text(),
                        chunk.start(),
                        chunk.end(),
                        null,
                        chunk.tokens(),
                        new Embedding(embedder.model(), new float[0])),
                chunk);
    }

    private void embed(Map<UUID, StoredPassage> passages, Map<UUID, String> texts) {
        var vectors = embedder.embed(List.copyOf(texts.values())).iterator();
        texts.keySet()
                .forEach(
                        id ->
                                passages.computeIfPresent(
                                        id,
                                        (_, p) ->
                                                p.with(
                                                        new Embedding(
                                                                embedder.model(),
                                                                vectors.next()))));
    }

    private List<HybridSearch.Near> byMeaning(Map<UUID, StoredPassage> passages, String query) {
        var asked = new Embedding(embedder.model(), embedder.embedQuery(query));
        var scale = embedder.closeness();
        return passages.values().stream()
                .map(
                        passage -> {
                            double cosine = Vectors.cosine(asked, passage.embedding());
                            return new HybridSearch.Near(
                                    passage.id(), cosine, scale.shared(cosine));
                        })
                .sorted(
                        Comparator.comparingDouble(HybridSearch.Near::cosine)
                                .reversed()
                                .thenComparing(HybridSearch.Near::passage))
                .toList();
    }

    private static FoundPassage found(StoredPassage passage, double score) {
        return new FoundPassage(
                passage.document(),
                passage.title(),
                passage.location(),
                passage.text(),
                passage.start(),
                passage.end(),
                score);
    }
}
