package app.parley.notify.mail;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.notify.mail.JdbcMailQueue.Job;
import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class MailQueueContract {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(5);

    private Database database;
    private JdbcMailQueue queue;

    protected abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        queue = new JdbcMailQueue(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aLetterIsGoneOnceItIsDelivered() {
        var id = add(NOW);

        var job = take(NOW).orElseThrow();
        assertThat(job.id()).isEqualTo(id);
        assertThat(job.sealed()).isEqualTo("sealed");
        assertThat(job.attempt()).isEqualTo(1);
        queue.delivered(job);

        assertThat(take(NOW.plus(LEASE))).isEmpty();
        assertThat(queue.counts()).isEqualTo(new JdbcMailQueue.Counts(0, 0, null));
    }

    @Test
    void whoDiesWithALetterLosesItToAnother() {
        add(NOW);
        var first = take(NOW).orElseThrow();

        assertThat(take(NOW.plus(LEASE).minusMillis(1))).isEmpty();
        var second = take(NOW.plus(LEASE)).orElseThrow();

        assertThat(second.attempt()).isEqualTo(2);
        // What the first still says does not count.
        queue.giveUp(first, NOW, "too late");
        assertThat(queue.counts().waiting()).isEqualTo(1);
    }

    @Test
    void aPostponedLetterComesWhenItsTimeHasCome() {
        add(NOW);
        queue.postpone(take(NOW).orElseThrow(), NOW.plusSeconds(60), "greylisted");

        assertThat(take(NOW.plusSeconds(59))).isEmpty();
        assertThat(queue.counts()).isEqualTo(new JdbcMailQueue.Counts(1, 0, "greylisted"));
        assertThat(take(NOW.plusSeconds(60))).isPresent();
    }

    @Test
    void ofALetterThatWasGivenUpNothingButThatRemains() {
        add(NOW);
        queue.giveUp(take(NOW).orElseThrow(), NOW, "no such mailbox");

        assertThat(take(NOW.plus(LEASE))).isEmpty();
        assertThat(queue.counts()).isEqualTo(new JdbcMailQueue.Counts(0, 1, "no such mailbox"));
        queue.forgetFailedBefore(NOW.plusMillis(1));
        assertThat(queue.counts().failed()).isZero();
    }

    @Test
    void manyWhoTakeAtOnceGetDifferentLetters() throws Exception {
        int letters = 20;
        for (int i = 0; i < letters; i++) {
            add(NOW);
        }
        var takers = new ArrayList<Callable<HashSet<UUID>>>();
        for (int i = 0; i < 4; i++) {
            takers.add(
                    () -> {
                        var mine = new HashSet<UUID>();
                        for (int miss = 0; miss < 50 && mine.size() < letters; ) {
                            var job = take(NOW);
                            job.map(Job::id).ifPresent(mine::add);
                            miss += job.isEmpty() ? 1 : 0;
                        }
                        return mine;
                    });
        }
        int taken = 0;
        var all = new HashSet<UUID>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var mine : threads.invokeAll(takers)) {
                taken += mine.get().size();
                all.addAll(mine.get());
            }
        }
        assertThat(taken).isEqualTo(letters);
        assertThat(all).hasSize(letters);
    }

    private UUID add(Instant at) {
        var id = Ids.newId();
        queue.add(id, UUID.randomUUID(), "sealed", at, at.plus(Duration.ofDays(1)));
        return id;
    }

    private Optional<Job> take(Instant now) {
        return queue.take(Ids.newId(), now, now.plus(LEASE));
    }
}
