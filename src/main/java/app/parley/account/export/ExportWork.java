package app.parley.account.export;

import app.parley.account.Erased;
import app.parley.account.PersonalArchive;
import app.parley.account.PersonalData;
import app.parley.platform.blob.BlobStore;
import app.parley.platform.config.ParleyProperties;
import app.parley.platform.id.Ids;
import app.parley.platform.task.Signal;
import app.parley.platform.task.Tasks;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes exports, one at a time in each process. One whose process died is begun anew by whoever
 * finds it; after three times it has failed.
 */
@Component
class ExportWork implements SmartLifecycle, PersonalData {
    /** How long an archive can be fetched. */
    static final Duration KEPT = Duration.ofDays(3);

    private static final Logger LOG = LoggerFactory.getLogger(ExportWork.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(20);
    private static final int MOST_ATTEMPTS = 3;

    private static final String README =
            """
            # What is in this archive

            Everything that Parley kept for you when it was made.

            - `account`: your profile, sessions, ways to sign in, keys (without their secrets) and what you did, in JSON
            - `chats`: each chat in JSON, with all its versions, and in Markdown, as it was shown last
            - `documents`: your collections and the files that you attached to questions; pages of the web as text
            - `moderation`: what was found in your questions and answers, where moderation is on

            Passwords, hashes and keys are not in it.
            """;

    private final JdbcExportStore store;
    private final ObjectProvider<PersonalData> keepers;
    private final BlobStore files;
    private final JsonMapper json;
    private final Path folder;
    private final Tasks tasks;
    private final Clock clock;
    private final Signal news;
    private volatile boolean running;

    ExportWork(
            JdbcExportStore store,
            ObjectProvider<PersonalData> keepers,
            BlobStore files,
            JsonMapper json,
            ParleyProperties parley,
            Tasks tasks,
            Clock clock) {
        this.store = store;
        this.keepers = keepers;
        this.files = files;
        this.json = json;
        this.folder = parley.dataDir();
        this.tasks = tasks;
        this.clock = clock;
        news = tasks.signal();
    }

    /** The person's account, or this process's claim to the work, is gone. */
    private static final class Withdrawn extends IOException {}

    void wake() {
        news.raise();
    }

    @Override
    public void start() {
        running = true;
        tasks.start("exports", this::untilStopped);
    }

    /** One that is being made is given up; whoever takes it next begins anew. */
    @Override
    public void stop() {
        running = false;
        news.raise();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void untilStopped() {
        while (running) {
            try {
                if (!makeNext()) {
                    news.await(LOOK);
                }
            } catch (DataAccessException away) {
                if (running) {
                    LOG.warn("The database is away; exports wait", away);
                }
                news.await(LOOK);
            }
        }
    }

    /**
     * @return false if there was nothing to make
     */
    boolean makeNext() {
        var now = clock.instant();
        var taken = store.take(Ids.newId(), now, now.plus(LEASE));
        taken.ifPresent(this::make);
        return taken.isPresent();
    }

    private void make(JdbcExportStore.Job job) {
        if (job.attempt() > MOST_ATTEMPTS) {
            store.failed(job);
            return;
        }
        try {
            keep(job);
        } catch (Withdrawn gone) {
            // Stopping: whoever comes next need not wait for the lease to end.
            store.keep(job, clock.instant());
        } catch (IOException | RuntimeException failed) {
            // The outermost runner of the job.
            LOG.error("The export {} failed", job.id(), failed);
            store.failed(job);
        }
    }

    private void keep(JdbcExportStore.Job job) throws IOException {
        Files.createDirectories(folder);
        // Deleted already: a process that dies leaves nothing of anybody behind.
        try (var scratch =
                FileChannel.open(
                        folder.resolve("." + job.runner() + ".export"),
                        Set.of(
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.DELETE_ON_CLOSE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            write(job, scratch);
            scratch.position(0);
            var blob = files.put(Channels.newInputStream(scratch));
            if (store.ready(job, blob, clock.instant().plus(KEPT))) {
                delete(store.removeBefore(job)); // however often somebody asks, it is kept once
            } else {
                files.delete(blob.id());
            }
        }
    }

    private void write(JdbcExportStore.Job job, FileChannel scratch) throws IOException {
        var out = new BufferedOutputStream(Channels.newOutputStream(scratch), 1 << 16);
        var archive = new ZipArchive(out, json, renewing(job));
        archive.add("README.md", file -> file.write(README.getBytes(StandardCharsets.UTF_8)));
        for (var keeper : keepers) {
            keeper.export(job.account(), archive);
        }
        archive.finish();
        out.flush();
    }

    private ZipArchive.Progress renewing(JdbcExportStore.Job job) {
        var renewedAt = new long[] {tasks.monotonicMillis()};
        return () -> {
            if (!running) {
                throw new Withdrawn();
            }
            long now = tasks.monotonicMillis();
            if (now - renewedAt[0] >= RENEWED_EVERY.toMillis()) {
                renewedAt[0] = now;
                if (!store.keep(job, clock.instant().plus(LEASE))) {
                    throw new Withdrawn();
                }
            }
        };
    }

    @Scheduled(initialDelay = 3, fixedDelay = 30, timeUnit = TimeUnit.MINUTES)
    void forgetExpired() {
        delete(store.removeExpired(clock.instant()));
    }

    /** What was exported before is a copy, and there is enough of it already. */
    @Override
    public void export(UUID person, PersonalArchive archive) {}

    @Override
    public Erased erase(UUID person) {
        var archives = store.removeAll(person);
        return Erased.uncounted().then(() -> delete(archives));
    }

    private void delete(Collection<UUID> archives) {
        for (var archive : List.copyOf(archives)) {
            try {
                files.delete(archive);
            } catch (IOException failed) {
                LOG.warn("An archive could not be deleted; it will be tried again", failed);
            }
        }
    }
}
