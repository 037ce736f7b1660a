package app.parley.knowledge.ingestion;

import app.parley.knowledge.Audience;
import app.parley.knowledge.CollectionChanged;
import app.parley.knowledge.DocumentChanged;
import app.parley.knowledge.DocumentState;
import app.parley.knowledge.Progress;
import app.parley.knowledge.collection.JdbcCollectionStore;
import app.parley.knowledge.embedding.Embedder;
import app.parley.knowledge.embedding.Embedders;
import app.parley.knowledge.embedding.EmbeddingException;
import app.parley.knowledge.extract.DocumentProblem;
import app.parley.knowledge.extract.ExtractedText;
import app.parley.knowledge.extract.SourceFile;
import app.parley.knowledge.fetch.PacedOutbound;
import app.parley.knowledge.fetch.PageFetch;
import app.parley.knowledge.index.IndexUpkeep;
import app.parley.knowledge.index.NewDocument.NewPassage;
import app.parley.knowledge.ingest.Chunk;
import app.parley.knowledge.ingest.DocumentSplitter;
import app.parley.knowledge.ingestion.JdbcJobStore.Job;
import app.parley.platform.blob.BlobStore;
import app.parley.platform.id.Ids;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Takes one document from a file to passages that can be searched. Each step is written down before
 * the next, so that an attempt goes on where the one before was cut off.
 */
@Component
class IngestionWork {
    /** Longer than anything between two writes takes. */
    static final Duration LEASE = Duration.ofMinutes(3);

    private static final Logger LOG = LoggerFactory.getLogger(IngestionWork.class);
    private static final int MOST_ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration MODEL_PAUSE = Duration.ofSeconds(30);

    private final JdbcJobStore queue;
    private final JdbcIngestionStore store;
    private final JdbcCollectionStore collections;
    private final BlobStore files;
    private final PageFetch pages;
    private final Extraction extraction;
    private final Embedders embedders;
    private final IndexUpkeep index;
    private final ApplicationEventPublisher events;
    private final IngestionProperties settings;

    IngestionWork(
            JdbcJobStore queue,
            JdbcIngestionStore store,
            JdbcCollectionStore collections,
            BlobStore files,
            PageFetch pages,
            Extraction extraction,
            Embedders embedders,
            IndexUpkeep index,
            ApplicationEventPublisher events,
            IngestionProperties settings) {
        this.queue = queue;
        this.store = store;
        this.collections = collections;
        this.files = files;
        this.pages = pages;
        this.extraction = extraction;
        this.embedders = embedders;
        this.index = index;
        this.events = events;
        this.settings = settings;
    }

    /**
     * @param stopping asked between batches
     * @return the document after it, where the end of this one brought it along
     */
    Optional<Job> run(Job job, BooleanSupplier stopping) {
        Optional<Job> next = Optional.empty();
        try {
            if (job.attempt() > MOST_ATTEMPTS) {
                throw new DocumentProblem(
                        DocumentProblem.Code.INTERNAL,
                        "Parley tried three times and broke off each time, so it gives this file up.");
            }
            var end = take(job, text(job), stopping);
            next = end.next();
            if (end.ready()) {
                index.wake();
                tellEnd(job, DocumentState.READY);
            } else {
                queue.release(job, false, Duration.ZERO);
            }
        } catch (JdbcJobStore.Lost another) {
            LOG.debug("document {}: {}", job.document(), another.getMessage());
        } catch (JdbcIngestionStore.OtherModel anew) {
            release(job, false, Duration.ZERO);
        } catch (EmbeddingException failed) {
            withoutModel(job, failed);
        } catch (DocumentProblem problem) {
            fail(job, problem);
        } catch (PacedOutbound.Busy busy) {
            later(job, busy);
        } catch (DataAccessException away) {
            // The lease runs out by itself; nothing can be written now.
            throw away;
        } catch (IOException | RuntimeException unexpected) {
            // The outermost runner of a document.
            LOG.error("document {}, attempt {}", job.document(), job.attempt(), unexpected);
            if (job.attempt() >= MOST_ATTEMPTS) {
                fail(
                        job,
                        new DocumentProblem(
                                DocumentProblem.Code.INTERNAL,
                                "Something went wrong on the server, three times."));
            } else {
                release(job, true, PAUSE.multipliedBy(job.attempt()));
            }
        }
        return next;
    }

    /**
     * A document's text.
     *
     * @param kept whether it was written down
     */
    private record Text(ExtractedText text, boolean kept) {}

    private Text text(Job job) throws IOException, DocumentProblem {
        Optional<ExtractedText> before = job.begun() ? store.text(job) : Optional.empty();
        if (before.isPresent() && !job.reread()) {
            return new Text(before.get(), true);
        }
        try {
            var file = source(job);
            var kind = extraction.kind(file);
            boolean cheap = extraction.isCheap(kind);
            if (!cheap) {
                store.reach(job, DocumentState.EXTRACTING, LEASE);
                tell(job, DocumentState.EXTRACTING, null);
            }
            var text = extraction.read(file, kind);
            boolean keep = !cheap || job.begun();
            if (before.isPresent() && text.isSameAs(before.get())) {
                store.keepEarlierText(job, LEASE);
            } else if (keep) {
                store.keepText(job, text, LEASE);
            }
            return new Text(text, keep);
        } catch (NoSuchFileException gone) {
            throw new DocumentProblem(DocumentProblem.Code.NOT_FOUND, "The file is gone.");
        }
    }

    private SourceFile source(Job job) throws IOException, DocumentProblem {
        var blob = job.blob();
        if (job.address() == null) {
            if (blob == null) {
                throw new DocumentProblem(
                        DocumentProblem.Code.NOT_FOUND, "The document has no file to be read.");
            }
            return new KeptFile(files, blob, job.location());
        }
        // What a crawl has fetched is new enough, and the server is asked for it once.
        return job.ofSite() && blob != null
                ? new KeptFile(files, blob, PageFetch.name(job.address(), job.mediaType()))
                : fetched(job, job.address());
    }

    /** Fetches a page anew in each attempt: what came before may be why it failed. */
    private SourceFile fetched(Job job, String address) throws IOException, DocumentProblem {
        store.reach(job, DocumentState.FETCHING, LEASE);
        tell(job, DocumentState.FETCHING, null);
        var page = pages.fetch(address);
        try {
            store.keepFile(job, page.blob(), page.mediaType(), LEASE);
        } catch (RuntimeException unkept) {
            files.delete(page.blob().id());
            throw unkept;
        }
        if (job.blob() != null) {
            files.delete(job.blob());
        }
        return new KeptFile(files, page.blob().id(), page.name());
    }

    /**
     * How the work at a document ended.
     *
     * @param ready false if it was to stop before the end
     * @param next taken with the last write
     */
    private record End(boolean ready, Optional<Job> next) {}

    private End take(Job job, Text read, BooleanSupplier stopping) throws DocumentProblem {
        var text = read.text();
        var embedder = embedder(job);
        var chunks = chunks(job, text, embedder);
        if (!read.kept() && chunks.size() <= embedder.batch()) {
            var passages = passages(embedder, chunks, text);
            var runner = stopping.getAsBoolean() ? null : Ids.newId();
            return new End(true, store.complete(job, text, passages, runner, LEASE));
        }
        if (!read.kept()) {
            store.keepText(job, text, LEASE);
        }
        return new End(embed(job, text, embedder, chunks, stopping), Optional.empty());
    }

    private List<Chunk> chunks(Job job, ExtractedText text, Embedder embedder)
            throws DocumentProblem {
        var title = text.title() == null ? job.title() : text.title();
        var chunks = splitter(job, embedder).split(title, text.text(), text.form());
        if (chunks.isEmpty()) {
            throw new DocumentProblem(DocumentProblem.Code.EMPTY, "No text was found in the file.");
        }
        if (chunks.size() > settings.passageLimit()) {
            throw new DocumentProblem(
                    DocumentProblem.Code.TOO_LARGE,
                    "The text makes %,d passages, and a document has at most %,d."
                            .formatted(chunks.size(), settings.passageLimit()));
        }
        return chunks;
    }

    /**
     * A batch at a time, each of them written down before the next.
     *
     * @return false if it was to stop before the end
     */
    private boolean embed(
            Job job,
            ExtractedText text,
            Embedder embedder,
            List<Chunk> chunks,
            BooleanSupplier stopping) {
        int done = job.begun() ? kept(job, chunks) : 0;
        long toldAt = 0;
        while (done < chunks.size()) {
            if (stopping.getAsBoolean()) {
                return false;
            }
            var batch = chunks.subList(done, Math.min(chunks.size(), done + embedder.batch()));
            store.keepPassages(
                    job, text.text(), done, passages(embedder, batch, text), chunks.size(), LEASE);
            done += batch.size();
            if (System.nanoTime() - toldAt > 250_000_000L) {
                toldAt = System.nanoTime();
                tell(job, DocumentState.EMBEDDING, new Progress(done, chunks.size()));
            }
        }
        store.finish(job);
        return true;
    }

    private Embedder embedder(Job job) {
        return embedders
                .find(job.model())
                .orElseThrow(
                        () ->
                                new EmbeddingException(
                                        "The collection's embedding model %s is not connected."
                                                .formatted(job.model()),
                                        true,
                                        null));
    }

    private static DocumentSplitter splitter(Job job, Embedder embedder) {
        return new DocumentSplitter(
                embedder::countTokens,
                embedder.maxTokens(),
                job.passageTokens(),
                job.overlapTokens());
    }

    /** How many of the passages an earlier attempt has stored, if they are still these. */
    private int kept(Job job, List<Chunk> chunks) {
        var last = store.lastPassage(job);
        if (last.isEmpty()) {
            return 0;
        }
        int ordinal = last.get().ordinal();
        if (ordinal < chunks.size()
                && chunks.get(ordinal).start() == last.get().start()
                && chunks.get(ordinal).end() == last.get().end()) {
            return ordinal + 1;
        }
        store.dropPassages(job, LEASE);
        return 0;
    }

    private static List<NewPassage> passages(
            Embedder embedder, List<Chunk> chunks, ExtractedText text) {
        var vectors = embedder.embed(chunks.stream().map(Chunk::indexed).toList());
        List<NewPassage> passages = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            var chunk = chunks.get(i);
            passages.add(
                    new NewPassage(
                            chunk.header(),
                            chunk.section(),
                            chunk.start(),
                            chunk.end(),
                            text.page(chunk.start()),
                            chunk.tokens(),
                            vectors.get(i)));
        }
        return passages;
    }

    private void fail(Job job, DocumentProblem problem) {
        try {
            store.fail(job, problem.code().text(), problem.sentence());
        } catch (JdbcJobStore.Lost another) {
            return;
        }
        tellEnd(job, DocumentState.FAILED);
    }

    private void later(Job job, PacedOutbound.Busy busy) {
        if (busy.isRefused() && job.attempt() >= MOST_ATTEMPTS) {
            fail(
                    job,
                    new DocumentProblem(
                            DocumentProblem.Code.UNREACHABLE,
                            "The server refuses so many requests. Please try again later."));
        } else {
            release(job, busy.isRefused(), busy.pause());
        }
    }

    /** A provider that is away comes back; what it has refused for good, it refuses again. */
    private void withoutModel(Job job, EmbeddingException failed) {
        if (failed.isPassing()) {
            LOG.warn("document {} waits: {}", job.document(), failed.sentence());
            release(job, false, MODEL_PAUSE);
        } else {
            fail(
                    job,
                    new DocumentProblem(DocumentProblem.Code.EMBEDDING_FAILED, failed.sentence()));
        }
    }

    private void release(Job job, boolean counts, Duration pause) {
        try {
            queue.release(job, counts, pause);
        } catch (JdbcJobStore.Lost another) {
            LOG.debug("document {}: {}", job.document(), another.getMessage());
        }
    }

    private void tell(Job job, DocumentState state, @Nullable Progress progress) {
        tell(job, state, progress, collections.audience(job.collection()));
    }

    private void tellEnd(Job job, DocumentState state) {
        var audience = collections.audience(job.collection());
        tell(job, state, null, audience);
        events.publishEvent(new CollectionChanged(job.collection(), audience));
    }

    private void tell(
            Job job, DocumentState state, @Nullable Progress progress, Audience audience) {
        events.publishEvent(
                new DocumentChanged(job.document(), job.collection(), state, progress, audience));
    }
}
