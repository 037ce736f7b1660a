package app.parley.platform.blob;

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
 * Removes files that nothing refers to: a crash may come between keeping a file and writing down
 * what it is, or between deleting what it was and the file.
 */
@Component
class UnreferencedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(UnreferencedFiles.class);

    /** Longer than any upload takes. */
    private static final Duration OLD = Duration.ofHours(6);

    private static final int PAGE = 500;

    private final BlobStore files;
    private final List<BlobReferences> references;
    private final Clock clock;

    UnreferencedFiles(BlobStore files, List<BlobReferences> references, Clock clock) {
        this.files = files;
        this.references = references;
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
            for (var known : references) {
                stray.removeAll(known.referred(page));
            }
            for (var file : stray) {
                files.delete(file);
            }
            removed += stray.size();
            last = page.getLast();
        }
        if (removed > 0) {
            LOG.info("{} files that belonged to nothing are gone", removed);
        }
    }
}
