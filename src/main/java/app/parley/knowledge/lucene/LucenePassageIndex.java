package app.parley.knowledge.lucene;

import app.parley.knowledge.IndexedPassage;
import app.parley.knowledge.PassageIndex;
import app.parley.knowledge.Scope;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * BM25 and vectors by Lucene, in a folder. Vectors are compared one by one while the collections
 * asked for are small, which is exact and takes under a millisecond for thousands; above that a
 * graph is searched. The folder is only a cache: one that cannot be read is thrown away, and while
 * another process holds it the index lives in memory.
 */
public final class LucenePassageIndex implements PassageIndex, AutoCloseable {
    /** Up to how many passages every vector is compared. */
    static final int EXACT_LIMIT = 50_000;

    /** Changes with everything that an index on disk must agree with: fields, analysis, scoring. */
    private static final String LAYOUT = "2";

    private static final Logger LOG = LoggerFactory.getLogger(LucenePassageIndex.class);
    private static final Similarity SCORING = new BM25Similarity(1.2f, 0.75f);
    private static final String COLLECTION = "collection";
    private static final String DOCUMENT = "document";
    private static final String PASSAGE = "passage";
    private static final String TEXT = "text";
    private static final String VECTOR = "vector";

    /**
     * The library counts what a search is expected to visit, which is the logarithm of the passages
     * times this; a segment of fewer than {@link #EXACT_LIMIT} gets no graph.
     */
    private static final int GRAPH_THRESHOLD = (int) (EXACT_LIMIT / Math.log(EXACT_LIMIT));

    /** A pasted page as a question; more words than this make it slow and no better. */
    private static final int MOST_TERMS = 200;

    private final Path folder;
    private final int exactLimit;
    private final Analyzer analyzer = new EnglishAnalyzer();
    private final Map<UUID, String> revisions = new HashMap<>();
    private volatile @Nullable Opened opened;

    private record Opened(Directory directory, IndexWriter writer, SearcherManager searchers) {}

    public LucenePassageIndex(Path folder) {
        this(folder, EXACT_LIMIT);
    }

    LucenePassageIndex(Path folder, int exactLimit) {
        this.folder = folder;
        this.exactLimit = exactLimit;
    }

    @Override
    public synchronized Optional<String> revision(UUID collection) {
        opened();
        return Optional.ofNullable(revisions.get(collection));
    }

    @Override
    public synchronized Set<UUID> collections() {
        opened();
        return Set.copyOf(revisions.keySet());
    }

    @Override
    public void replace(UUID collection, String revision, Iterable<IndexedPassage> passages) {
        change(
                collection,
                revision,
                List.of(new Term(COLLECTION, collection.toString())),
                passages);
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
                        .map(document -> new Term(DOCUMENT, document.toString()))
                        .toList(),
                passages);
    }

    private synchronized void change(
            UUID collection,
            String revision,
            List<Term> forgotten,
            Iterable<IndexedPassage> passages) {
        var index = opened();
        boolean complete = false;
        try {
            index.writer.deleteDocuments(forgotten.toArray(Term[]::new));
            for (var passage : passages) {
                index.writer.addDocument(document(collection, passage));
            }
            revisions.put(collection, revision);
            commit(index);
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
    public synchronized void expunge() {
        var index = opened();
        try {
            index.writer.forceMergeDeletes(true);
            commit(index);
            index.writer.deleteUnusedFiles();
        } catch (IOException failed) {
            throw broken(failed);
        }
    }

    @Override
    public synchronized void remove(UUID collection) {
        var index = opened();
        revisions.remove(collection);
        try {
            index.writer.deleteDocuments(new Term(COLLECTION, collection.toString()));
            commit(index);
        } catch (IOException failed) {
            throw broken(failed);
        }
    }

    @Override
    public List<Hit> byWords(Scope scope, String text, int limit) {
        var words = terms(text);
        if (words.isEmpty()) {
            return List.of();
        }
        var any = new BooleanQuery.Builder();
        words.forEach(
                (word, times) ->
                        any.add(
                                new BoostQuery(new TermQuery(new Term(TEXT, word)), times),
                                BooleanClause.Occur.SHOULD));
        var query =
                new BooleanQuery.Builder()
                        .add(any.build(), BooleanClause.Occur.MUST)
                        .add(in(scope), BooleanClause.Occur.FILTER)
                        .build();
        return search(searcher -> hits(searcher, searcher.search(query, limit).scoreDocs));
    }

    @Override
    public List<Hit> byMeaning(Scope scope, float[] vector, int limit) {
        var filter = in(scope);
        return search(
                searcher ->
                        searcher.count(filter) <= exactLimit
                                ? exact(searcher, filter, vector, limit)
                                : approximate(searcher, filter, vector, limit));
    }

    @Override
    public synchronized void close() throws IOException {
        var now = opened;
        if (now != null) {
            now.searchers.close();
            now.writer.rollback();
            now.directory.close();
            opened = null;
        }
    }

    private List<Hit> approximate(IndexSearcher searcher, Query filter, float[] vector, int limit)
            throws IOException {
        // A graph finds the first ten only when asked for many more.
        var query = new KnnFloatVectorQuery(VECTOR, vector, Math.max(100, 4 * limit), filter);
        return hits(searcher, searcher.search(query, limit).scoreDocs).stream()
                .map(hit -> new Hit(hit.passage(), 2 * hit.score() - 1))
                .toList();
    }

    private static List<Hit> exact(IndexSearcher searcher, Query filter, float[] vector, int limit)
            throws IOException {
        var weight =
                searcher.createWeight(
                        searcher.rewrite(new ConstantScoreQuery(filter)),
                        ScoreMode.COMPLETE_NO_SCORES,
                        1);
        var best = new PriorityQueue<ScoreDoc>(Comparator.comparingDouble(found -> found.score));
        for (var leaf : searcher.getLeafContexts()) {
            var vectors = leaf.reader().getFloatVectorValues(VECTOR);
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
                float score = VectorUtil.dotProduct(vector, vectors.vectorValue(stored.index()));
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
                values = leaf.reader().getBinaryDocValues(PASSAGE);
            }
            values.advanceExact(doc - leaf.docBase);
            ids[i] = id(values.binaryValue());
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

    /** The words of a query and how often it says them; of a long one those it begins with. */
    private Map<String, Integer> terms(String text) {
        Map<String, Integer> terms = new LinkedHashMap<>();
        try (var tokens = analyzer.tokenStream(TEXT, text)) {
            var term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (terms.size() < MOST_TERMS && tokens.incrementToken()) {
                terms.merge(term.toString(), 1, Integer::sum);
            }
            tokens.end();
        } catch (IOException impossible) {
            throw broken(impossible);
        }
        return terms;
    }

    private static Query in(Scope scope) {
        return new BooleanQuery.Builder()
                .add(any(COLLECTION, scope.collections()), BooleanClause.Occur.SHOULD)
                .add(any(DOCUMENT, scope.documents()), BooleanClause.Occur.SHOULD)
                .build();
    }

    private static Query any(String field, Set<UUID> ids) {
        return new TermInSetQuery(
                field, ids.stream().map(id -> new BytesRef(id.toString())).toList());
    }

    private static Document document(UUID collection, IndexedPassage passage) {
        var document = new Document();
        document.add(new StringField(COLLECTION, collection.toString(), Field.Store.NO));
        document.add(new StringField(DOCUMENT, passage.document().toString(), Field.Store.NO));
        document.add(new BinaryDocValuesField(PASSAGE, bytes(passage.id())));
        document.add(new TextField(TEXT, passage.text(), Field.Store.NO));
        document.add(
                new KnnFloatVectorField(
                        VECTOR, passage.vector(), VectorSimilarityFunction.DOT_PRODUCT));
        return document;
    }

    private static BytesRef bytes(UUID id) {
        return new BytesRef(
                ByteBuffer.allocate(16)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array());
    }

    private static UUID id(BytesRef bytes) {
        var buffer = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    private interface Search<T> {
        T in(IndexSearcher searcher) throws IOException;
    }

    private <T> T search(Search<T> search) {
        var searchers = opened().searchers;
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

    private void commit(Opened index) throws IOException {
        Map<String, String> marks =
                revisions.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        entry -> entry.getKey().toString(), Map.Entry::getValue));
        marks.put("layout", LAYOUT);
        index.writer.setLiveCommitData(marks.entrySet());
        index.writer.commit();
        index.searchers.maybeRefreshBlocking();
    }

    /** What is opened next is what was last complete; an index in memory starts empty. */
    private void backToLastCommit() {
        try {
            close();
        } catch (IOException | AlreadyClosedException failed) {
            LOG.warn("The index in {} did not close", folder, failed);
            opened = null;
        }
    }

    private Opened opened() {
        var now = opened;
        return now == null ? openedOnce() : now;
    }

    private synchronized Opened openedOnce() {
        var now = opened;
        if (now == null) {
            now = open();
            opened = now;
        }
        return now;
    }

    private Opened open() {
        try {
            Files.createDirectories(folder);
            return open(FSDirectory.open(folder));
        } catch (LockObtainFailedException heldByAnother) {
            LOG.warn(
                    "Another process uses the index in {}; this one keeps its own in memory",
                    folder);
        } catch (CorruptIndexException
                | IndexFormatTooOldException
                | IndexFormatTooNewException
                | IllegalArgumentException
                | NoSuchFileException
                | EOFException unreadable) {
            LOG.warn("The index in {} cannot be read and is made again", folder, unreadable);
            return openEmptied();
        } catch (IOException failed) {
            throw broken(failed);
        }
        try {
            return open(new ByteBuffersDirectory());
        } catch (IOException failed) {
            throw broken(failed);
        }
    }

    private Opened openEmptied() {
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }
                    });
            return open(FSDirectory.open(folder));
        } catch (IOException failed) {
            throw broken(failed);
        }
    }

    private Opened open(Directory directory) throws IOException {
        IndexWriter writer;
        try {
            writer = new IndexWriter(directory, settings());
        } catch (IOException | RuntimeException failed) {
            directory.close();
            throw failed;
        }
        Map<String, String> marks = new HashMap<>();
        var stored = writer.getLiveCommitData();
        if (stored != null) {
            stored.forEach(entry -> marks.put(entry.getKey(), entry.getValue()));
        }
        revisions.clear();
        if (LAYOUT.equals(marks.remove("layout"))) {
            marks.forEach((id, revision) -> revisions.put(UUID.fromString(id), revision));
        } else {
            writer.deleteAll();
            writer.commit();
        }
        var searchers =
                new SearcherManager(
                        writer,
                        new SearcherFactory() {
                            @Override
                            public IndexSearcher newSearcher(
                                    IndexReader reader, @Nullable IndexReader previous) {
                                var searcher = new IndexSearcher(reader);
                                searcher.setSimilarity(SCORING);
                                return searcher;
                            }
                        });
        return new Opened(directory, writer, searchers);
    }

    private IndexWriterConfig settings() {
        var format =
                new Lucene99HnswVectorsFormat(
                        Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN,
                        Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH,
                        1,
                        null,
                        Math.min(GRAPH_THRESHOLD, exactLimit));
        return new IndexWriterConfig(analyzer)
                .setSimilarity(SCORING)
                .setMergePolicy(new TieredMergePolicy().setForceMergeDeletesPctAllowed(0))
                .setCodec(
                        new Lucene104Codec() {
                            @Override
                            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                                return format;
                            }
                        });
    }

    private static UncheckedIOException broken(IOException failed) {
        return new UncheckedIOException("the passage index cannot be used", failed);
    }
}
