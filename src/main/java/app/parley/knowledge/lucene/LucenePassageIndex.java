package app.parley.knowledge.lucene;

import app.parley.knowledge.embedding.Embedding;
import app.parley.knowledge.index.Hit;
import app.parley.knowledge.index.IndexedPassage;
import app.parley.knowledge.index.PassageIndex;
import app.parley.knowledge.index.Scope;
import app.parley.knowledge.index.WordIndex;
import app.parley.knowledge.lucene.IndexFolder.OpenIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * BM25 and vectors by Lucene, in a folder. Vectors are compared one by one while the collections
 * asked for are small, which is exact and takes under a millisecond for thousands; above that a
 * graph is searched.
 */
public final class LucenePassageIndex implements PassageIndex, AutoCloseable {
    /** Up to how many passages every vector is compared. */
    static final int EXACT_LIMIT = 50_000;

    private static final Logger LOG = LoggerFactory.getLogger(LucenePassageIndex.class);

    /**
     * The library counts what a search is expected to visit, which is the logarithm of the passages
     * times this; a segment of fewer than {@link #EXACT_LIMIT} gets no graph.
     */
    private static final int GRAPH_THRESHOLD = (int) (EXACT_LIMIT / Math.log(EXACT_LIMIT));

    private final IndexFolder folder;
    private final int exactLimit;
    private final BiFunction<UUID, IndexedPassage, Document> fields;
    private volatile @Nullable OpenIndex opened;
    private boolean unsaved;

    public LucenePassageIndex(Path folder) {
        this(folder, EXACT_LIMIT);
    }

    /** Keeps the words alone, for where the vectors are elsewhere. */
    public static WordIndex ofWords(Path folder) {
        return new LucenePassageIndex(folder, EXACT_LIMIT, PassageFields::words);
    }

    LucenePassageIndex(Path folder, int exactLimit) {
        this(folder, exactLimit, PassageFields::wordsAndVector);
    }

    private LucenePassageIndex(
            Path folder, int exactLimit, BiFunction<UUID, IndexedPassage, Document> fields) {
        this.fields = fields;
        this.folder = new IndexFolder(folder, Math.min(GRAPH_THRESHOLD, exactLimit));
        this.exactLimit = exactLimit;
    }

    @Override
    public synchronized Optional<String> revision(UUID collection) {
        return Optional.ofNullable(opened().revisions().get(collection));
    }

    @Override
    public synchronized Set<UUID> collections() {
        return Set.copyOf(opened().revisions().keySet());
    }

    @Override
    public void replace(UUID collection, String revision, Iterable<IndexedPassage> passages) {
        change(
                collection,
                revision,
                List.of(new Term(PassageFields.COLLECTION, collection.toString())),
                passages);
        save();
    }

    @Override
    public void update(
            UUID collection,
            String revision,
            Set<UUID> documents,
            Iterable<IndexedPassage> passages) {
        change(
                collection,
                revision,
                documents.stream()
                        .map(document -> new Term(PassageFields.DOCUMENT, document.toString()))
                        .toList(),
                passages);
    }

    /** Takes no time to speak of: the disk is only waited for when it is saved. */
    private synchronized void change(
            UUID collection,
            String revision,
            List<Term> forgotten,
            Iterable<IndexedPassage> passages) {
        var index = opened();
        boolean complete = false;
        try {
            index.writer().deleteDocuments(forgotten.toArray(Term[]::new));
            for (var passage : passages) {
                index.writer().addDocument(fields.apply(collection, passage));
            }
            index.show();
            index.revisions().put(collection, revision);
            unsaved = true;
            complete = true;
        } catch (IOException failed) {
            throw broken(failed);
        } finally {
            if (!complete) {
                backToLastCommit();
            }
        }
    }

    @Override
    public synchronized void save() {
        if (!unsaved) {
            return;
        }
        try {
            opened().commit();
            unsaved = false;
        } catch (IOException failed) {
            throw broken(failed);
        }
    }

    @Override
    public synchronized void expunge() {
        var index = opened();
        try {
            index.writer().forceMergeDeletes(true);
            index.commit();
            unsaved = false;
            index.writer().deleteUnusedFiles();
        } catch (IOException failed) {
            throw broken(failed);
        }
    }

    @Override
    public synchronized void remove(UUID collection) {
        var index = opened();
        index.revisions().remove(collection);
        try {
            index.writer()
                    .deleteDocuments(new Term(PassageFields.COLLECTION, collection.toString()));
            index.commit();
            unsaved = false;
        } catch (IOException failed) {
            throw broken(failed);
        }
    }

    @Override
    public List<Hit> byWords(Scope scope, String text, int limit) {
        var query = PassageFields.words(text, scope);
        return query == null
                ? List.of()
                : search(searcher -> hits(searcher, searcher.search(query, limit).scoreDocs));
    }

    @Override
    public List<Hit> byMeaning(Scope scope, Embedding question, int limit) {
        var filter = PassageFields.in(scope);
        return search(
                searcher ->
                        searcher.count(filter) <= exactLimit
                                ? exact(searcher, filter, question, limit)
                                : approximate(searcher, filter, question, limit));
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            save();
        } finally {
            forgetUnsaved();
        }
    }

    private synchronized void forgetUnsaved() throws IOException {
        var now = opened;
        opened = null;
        unsaved = false;
        if (now != null) {
            now.close();
        }
    }

    private static List<Hit> approximate(
            IndexSearcher searcher, Query filter, Embedding question, int limit)
            throws IOException {
        // A graph finds the first ten only when asked for many more.
        var query =
                new KnnFloatVectorQuery(
                        PassageFields.vectors(question.model()),
                        question.vector(),
                        Math.max(100, 4 * limit),
                        filter);
        return hits(searcher, searcher.search(query, limit).scoreDocs).stream()
                .map(hit -> new Hit(hit.passage(), 2 * hit.score() - 1))
                .toList();
    }

    private static List<Hit> exact(
            IndexSearcher searcher, Query filter, Embedding question, int limit)
            throws IOException {
        var field = PassageFields.vectors(question.model());
        var weight =
                searcher.createWeight(
                        searcher.rewrite(new ConstantScoreQuery(filter)),
                        ScoreMode.COMPLETE_NO_SCORES,
                        1);
        var best = new PriorityQueue<ScoreDoc>(Comparator.comparingDouble(found -> found.score));
        for (var leaf : searcher.getLeafContexts()) {
            var vectors = leaf.reader().getFloatVectorValues(field);
            var scorer = weight.scorer(leaf);
            if (vectors == null || scorer == null) {
                continue;
            }
            var live = leaf.reader().getLiveDocs();
            var stored = vectors.iterator();
            var wanted = scorer.iterator();
            for (int doc = wanted.nextDoc();
                    doc != DocIdSetIterator.NO_MORE_DOCS;
                    doc = wanted.nextDoc()) {
                if (live != null && !live.get(doc)
                        || stored.docID() < doc && stored.advance(doc) != doc
                        || stored.docID() != doc) {
                    continue;
                }
                float score =
                        VectorUtil.dotProduct(
                                question.vector(), vectors.vectorValue(stored.index()));
                if (best.size() < limit) {
                    best.add(new ScoreDoc(leaf.docBase + doc, score));
                } else if (score > best.element().score) {
                    best.remove();
                    best.add(new ScoreDoc(leaf.docBase + doc, score));
                }
            }
        }
        var ranked = best.toArray(ScoreDoc[]::new);
        Arrays.sort(ranked, Comparator.comparingDouble(found -> -found.score));
        return hits(searcher, ranked);
    }

    private static List<Hit> hits(IndexSearcher searcher, ScoreDoc[] found) throws IOException {
        var ids = new UUID[found.length];
        var order = new Integer[found.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingInt(i -> found[i].doc));
        // Values of a column are read forwards only.
        @Nullable LeafReaderContext leaf = null;
        @Nullable BinaryDocValues values = null;
        for (int i : order) {
            int doc = found[i].doc;
            if (leaf == null || values == null || doc >= leaf.docBase + leaf.reader().maxDoc()) {
                leaf = leafOf(searcher, doc);
                values = leaf.reader().getBinaryDocValues(PassageFields.PASSAGE);
            }
            values.advanceExact(doc - leaf.docBase);
            ids[i] = PassageFields.id(values.binaryValue());
        }
        List<Hit> hits = new ArrayList<>(found.length);
        for (int i = 0; i < found.length; i++) {
            hits.add(new Hit(ids[i], found[i].score));
        }
        return hits;
    }

    private static LeafReaderContext leafOf(IndexSearcher searcher, int doc) {
        for (var leaf : searcher.getLeafContexts()) {
            if (doc < leaf.docBase + leaf.reader().maxDoc()) {
                return leaf;
            }
        }
        throw new IllegalArgumentException("no document " + doc);
    }

    private interface Search<T> {
        T in(IndexSearcher searcher) throws IOException;
    }

    private <T> T search(Search<T> search) {
        var searchers = opened().searchers();
        try {
            var searcher = searchers.acquire();
            try {
                return search.in(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException failed) {
            throw broken(failed);
        }
    }

    /** What is opened next is what was saved last; an index in memory starts empty. */
    private void backToLastCommit() {
        try {
            forgetUnsaved();
        } catch (IOException | AlreadyClosedException failed) {
            LOG.warn("The index did not close", failed);
        }
    }

    private OpenIndex opened() {
        var now = opened;
        return now == null ? openedOnce() : now;
    }

    private synchronized OpenIndex openedOnce() {
        var now = opened;
        if (now == null) {
            now = folder.open();
            opened = now;
        }
        return now;
    }

    private static UncheckedIOException broken(IOException failed) {
        return new UncheckedIOException("the passage index cannot be used", failed);
    }
}
