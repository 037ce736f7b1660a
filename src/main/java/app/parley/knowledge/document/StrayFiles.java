package app.parley.knowledge.document;

import app.parley.platform.blob.BlobStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes files that no document refers to: a crash may come between keeping a file and writing
 * down its document, or between deleting a document and its file.
 */
@Component
class StrayFiles {
    private static final Logger LOG = LoggerFactory.getLogger(StrayFiles.class);

    /** Longer than any upload takes. */
    private static final Duration OLD = Duration.ofHours(6);

    private static final int PAGE = 500;

    private final BlobStore files;
    private final JdbcDocumentFileStore documents;
    private final Clock clock;

    StrayFiles(BlobStore files, JdbcDocumentFileStore documents, Clock clock) {
        this.files = files;
        this.documents = documents;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT6H")
    void remove() throws IOException {
        var before = clock.instant().minus(OLD);
        @Nullable UUID last = null;
        int removed = 0;
        for (List<UUID> page = files.keptBefore(before, null, PAGE);
                !page.isEmpty();
                page = files.keptBefore(before, last, PAGE)) {
            var stray = new HashSet<>(page);
            stray.removeAll(documents.referred(page));
            for (var file : stray) {
                files.delete(file);
            }
            removed += stray.size();
            last = page.getLast();
        }
        if (removed > 0) {
            LOG.info("{} files that belonged to no document are gone", removed);
        }
    }
}
