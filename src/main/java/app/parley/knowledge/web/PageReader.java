package app.parley.knowledge.web;

import app.parley.knowledge.FoundPage;
import app.parley.knowledge.extract.DocumentProblem;
import app.parley.knowledge.extract.ExtractedText;
import app.parley.knowledge.fetch.PacedOutbound;
import app.parley.knowledge.fetch.PageFetch;
import app.parley.knowledge.fetch.PageFetch.Answer;
import app.parley.knowledge.ingestion.Extraction;
import app.parley.knowledge.ingestion.KeptFile;
import app.parley.platform.blob.BlobStore;
import app.parley.platform.id.Ids;
import app.parley.platform.text.Beginning;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Fetches one page of the web and reads its text; nothing of its file is kept. */
@Component
class PageReader {
    private static final Logger LOG = LoggerFactory.getLogger(PageReader.class);
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    /** A book behind a link is read from its beginning. */
    private static final int LONGEST_TEXT = 200_000;

    /**
     * Each page is read by a process of its own; more at once would take the machine from answers.
     */
    private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final PageFetch pages;
    private final Extraction extraction;
    private final BlobStore files;
    private final Clock clock;
    private final WebReadingProperties settings;
    private final Semaphore reading = new Semaphore(AT_ONCE);

    PageReader(
            PageFetch pages,
            Extraction extraction,
            BlobStore files,
            Clock clock,
            WebReadingProperties settings) {
        this.pages = pages;
        this.extraction = extraction;
        this.files = files;
        this.clock = clock;
        this.settings = settings;
    }

    /** What became of a page. */
    sealed interface Outcome {
        record Read(ReadPage page) implements Outcome {}

        /** Its server or its form give no text; a search's excerpt may stand for it. */
        record Unreadable() implements Outcome {}

        /** Answers must not rest on it. */
        record Refused() implements Outcome {}
    }

    /**
     * @param allowed asked about where redirects lead
     */
    Outcome read(FoundPage found, Predicate<URI> allowed) {
        var wanted =
                new PageFetch.Wanted(
                        found.address(), null, null, MOST_BYTES, Duration.ZERO, allowed);
        try {
            return switch (pages.fetch(wanted)) {
                case Answer.Fetched fetched -> read(found, fetched);
                case Answer.Elsewhere _ -> new Outcome.Refused();
                case Answer.NotModified _ -> new Outcome.Unreadable();
            };
        } catch (DocumentProblem problem) {
            LOG.debug("{} was not read: {}", found.address(), problem.sentence());
            return problem.code() == DocumentProblem.Code.BLOCKED_ADDRESS
                    ? new Outcome.Refused()
                    : new Outcome.Unreadable();
        } catch (PacedOutbound.Busy busy) {
            LOG.debug("{} was not read: {}", found.address(), busy.getMessage());
            return new Outcome.Unreadable();
        } catch (IOException failed) {
            LOG.warn("{} was not read", found.address(), failed);
            return new Outcome.Unreadable();
        }
    }

    private Outcome read(FoundPage found, Answer.Fetched fetched)
            throws IOException, DocumentProblem {
        try {
            return new Outcome.Read(page(found, fetched.address(), text(fetched)));
        } finally {
            files.delete(fetched.blob().id());
        }
    }

    private ExtractedText text(Answer.Fetched fetched) throws IOException, DocumentProblem {
        try {
            if (!reading.tryAcquire(settings.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DocumentProblem(
                        DocumentProblem.Code.TIMED_OUT, "Too many pages are read at once.");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a page waited to be read", stopping);
        }
        try {
            return extraction.read(new KeptFile(files, fetched.blob().id(), fetched.name()));
        } finally {
            reading.release();
        }
    }

    private ReadPage page(FoundPage found, URI address, ExtractedText text) {
        var title = text.title() == null ? found.title() : text.title();
        return new ReadPage(
                Ids.newId(),
                address.toString(),
                title,
                Beginning.of(text.text(), LONGEST_TEXT),
                text.form(),
                clock.instant());
    }
}
