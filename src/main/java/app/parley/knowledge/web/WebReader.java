package app.parley.knowledge.web;

import app.parley.knowledge.FoundPage;
import app.parley.knowledge.FoundPassage;
import app.parley.knowledge.WebReading;
import app.parley.knowledge.extract.TextForm;
import app.parley.platform.Cancellation;
import app.parley.platform.id.Ids;
import app.parley.platform.task.Tasks;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Reads pages side by side; whoever waits for the answer waits for none of them very long. */
@Component
public class WebReader implements WebReading {
    private static final Logger LOG = LoggerFactory.getLogger(WebReader.class);

    private final PageReader reader;
    private final PagePassages passages;
    private final JdbcReadPageStore store;
    private final Tasks tasks;
    private final Clock clock;
    private final WebReadingProperties settings;

    WebReader(
            PageReader reader,
            PagePassages passages,
            JdbcReadPageStore store,
            Tasks tasks,
            Clock clock,
            WebReadingProperties settings) {
        this.reader = reader;
        this.passages = passages;
        this.store = store;
        this.tasks = tasks;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public List<FoundPassage> read(
            WebQuestion question,
            List<FoundPage> pages,
            Predicate<URI> allowed,
            Cancellation cancellation) {
        var read = sideBySide(pages, allowed, cancellation);
        if (cancellation.isCancelled()) {
            return List.of();
        }
        var best = passages.best(read, question.query(), question.limit());
        try {
            store.add(question.owner(), question.answer(), read);
        } catch (DataIntegrityViolationException gone) {
            LOG.debug("the chat of the answer {} was deleted meanwhile", question.answer());
            return List.of();
        }
        return best;
    }

    @Override
    public List<FoundPassage> again(WebQuestion question) {
        var read = store.ofAnswer(question.owner(), question.answer());
        return passages.best(read, question.query(), question.limit());
    }

    /** A page as it was read, for whoever had it read. */
    public Optional<ReadPage> find(UUID owner, UUID id) {
        return store.find(owner, id);
    }

    private List<ReadPage> sideBySide(
            List<FoundPage> pages, Predicate<URI> allowed, Cancellation cancellation) {
        if (pages.isEmpty()) {
            return List.of();
        }
        var outcomes = new AtomicReferenceArray<PageReader.Outcome>(pages.size());
        var left = new AtomicInteger(pages.size());
        var done = tasks.signal();
        cancellation.onCancel(done::raise);
        for (int i = 0; i < pages.size(); i++) {
            int place = i;
            tasks.start(
                    "page",
                    () -> {
                        try {
                            outcomes.set(place, reader.read(pages.get(place), allowed));
                        } finally {
                            if (left.decrementAndGet() == 0) {
                                done.raise();
                            }
                        }
                    });
        }
        done.await(settings.patience());
        var read = new ArrayList<ReadPage>();
        for (int i = 0; i < pages.size(); i++) {
            switch (outcomes.get(i)) {
                case PageReader.Outcome.Read page -> read.add(page.page());
                case PageReader.Outcome.Refused _ -> {}
                case PageReader.Outcome.Unreadable _ -> excerpt(pages.get(i)).ifPresent(read::add);
                case null -> excerpt(pages.get(i)).ifPresent(read::add);
            }
        }
        return read;
    }

    /** What the search quotes of a page that could not be read itself. */
    private Optional<ReadPage> excerpt(FoundPage page) {
        return page.excerpt().isBlank()
                ? Optional.empty()
                : Optional.of(
                        new ReadPage(
                                Ids.newId(),
                                page.address(),
                                page.title(),
                                page.excerpt(),
                                TextForm.PLAIN,
                                clock.instant()));
    }
}
