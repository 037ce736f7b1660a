package app.parley.knowledge.lucene;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of an index. It is only a cache: one that cannot be read is thrown away, and while
 * another process holds it the index lives in memory.
 */
final class IndexFolder {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFolder.class);

    /** Changes with everything that an index on disk must agree with: fields, analysis, scoring. */
    private static final String LAYOUT = "3";

    private static final String LAYOUT_MARK = "layout";
    private static final Similarity SCORING = new BM25Similarity(1.2f, 0.75f);

    private final Path path;
    private final int graphThreshold;

    /**
     * @param graphThreshold how many passages a search of a segment may visit before the segment
     *     gets a graph
     */
    IndexFolder(Path path, int graphThreshold) {
        this.path = path;
        this.graphThreshold = graphThreshold;
    }

    /**
     * An index that is open.
     *
     * @param revisions what it has of each collection
     */
    record OpenIndex(
            Directory directory,
            IndexWriter writer,
            SearcherManager searchers,
            Map<UUID, String> revisions) {
        /** Makes all changes durable, together with the revisions, and lets them be found. */
        void commit() throws IOException {
            Map<String, String> marks = new HashMap<>();
            revisions.forEach((collection, revision) -> marks.put(collection.toString(), revision));
            marks.put(LAYOUT_MARK, LAYOUT);
            writer.setLiveCommitData(marks.entrySet());
            writer.commit();
            show();
        }

        /** Lets all changes be found, durable or not. */
        void show() throws IOException {
            searchers.maybeRefreshBlocking();
        }

        /** Forgets what is not committed. */
        void close() throws IOException {
            searchers.close();
            writer.rollback();
            directory.close();
        }
    }

    OpenIndex open() {
        try {
            Files.createDirectories(path);
            return open(FSDirectory.open(path));
        } catch (LockObtainFailedException heldByAnother) {
            LOG.warn(
                    "Another process uses the index in {}; this one keeps its own in memory", path);
        } catch (CorruptIndexException
                | IndexFormatTooOldException
                | IndexFormatTooNewException
                | IllegalArgumentException
                | NoSuchFileException
                | EOFException unreadable) {
            LOG.warn("The index in {} cannot be read and is made again", path, unreadable);
            return openEmptied();
        } catch (IOException failed) {
            throw new UncheckedIOException("the passage index cannot be opened", failed);
        }
        try {
            return open(new ByteBuffersDirectory());
        } catch (IOException failed) {
            throw new UncheckedIOException("the passage index cannot be opened", failed);
        }
    }

    private OpenIndex openEmptied() {
        try {
            Files.walkFileTree(
                    path,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }
                    });
            return open(FSDirectory.open(path));
        } catch (IOException failed) {
            throw new UncheckedIOException("the passage index cannot be opened", failed);
        }
    }

    private OpenIndex open(Directory directory) throws IOException {
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
        Map<UUID, String> revisions = new HashMap<>();
        if (LAYOUT.equals(marks.remove(LAYOUT_MARK))) {
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
        return new OpenIndex(directory, writer, searchers, revisions);
    }

    private IndexWriterConfig settings() {
        var format =
                new Lucene99HnswVectorsFormat(
                        Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN,
                        Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH,
                        1,
                        null,
                        graphThreshold);
        return new IndexWriterConfig(PassageFields.ANALYZER)
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
}
