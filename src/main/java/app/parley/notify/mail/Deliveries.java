package app.parley.notify.mail;

import app.parley.notify.mail.JdbcMailQueue.Job;
import app.parley.platform.id.Ids;
import app.parley.platform.secret.SecretBox;
import app.parley.platform.task.Signal;
import app.parley.platform.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Delivers what is in the queue. A letter that a server cannot take now (it is away, it is full, it
 * greylists) is tried again after a minute, two, four and so on, until it is of no use any more.
 */
@Component
class Deliveries implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int WORKERS = 2;
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration FAILURES_KEPT = Duration.ofDays(7);

    private final JdbcMailQueue queue;
    private final MailTransports transports;
    private final SecretBox secrets;
    private final JsonMapper json;
    private final Tasks tasks;
    private final Clock clock;
    private final Signal[] sleepers;
    private volatile boolean running;

    Deliveries(
            JdbcMailQueue queue,
            MailTransports transports,
            SecretBox secrets,
            JsonMapper json,
            Tasks tasks,
            Clock clock) {
        this.queue = queue;
        this.transports = transports;
        this.secrets = secrets;
        this.json = json;
        this.tasks = tasks;
        this.clock = clock;
        sleepers = new Signal[WORKERS];
        for (int i = 0; i < WORKERS; i++) {
            sleepers[i] = tasks.signal();
        }
    }

    /** Where a sealed letter belongs. */
    static String context(UUID id) {
        return "mail-message/" + id;
    }

    /** There may be something to deliver, as soon as the caller's transaction is through. */
    void wake() {
        for (var sleeper : sleepers) {
            sleeper.raise();
        }
    }

    @Override
    public void start() {
        running = true;
        for (int i = 0; i < WORKERS; i++) {
            var signal = sleepers[i];
            tasks.start("mail-" + i, () -> untilStopped(signal));
        }
    }

    /** A letter that is being delivered may finish; else its lease ends and another takes it. */
    @Override
    public void stop() {
        running = false;
        wake();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void untilStopped(Signal signal) {
        while (running) {
            try {
                if (!deliverNext()) {
                    signal.await(LOOK);
                }
            } catch (DataAccessException away) {
                if (running) {
                    LOG.warn("The database is away; the mail waits", away);
                }
                signal.await(LOOK);
            }
        }
    }

    /**
     * @return false if there was nothing to deliver
     */
    boolean deliverNext() {
        var now = clock.instant();
        var taken = queue.take(Ids.newId(), now, now.plus(LEASE));
        taken.ifPresent(this::deliver);
        return taken.isPresent();
    }

    private void deliver(Job job) {
        if (!job.expiresAt().isAfter(clock.instant())) {
            queue.giveUp(job, clock.instant(), "nobody took it in time");
            return;
        }
        try {
            var letter =
                    json.readValue(secrets.open(job.sealed(), context(job.id())), Letter.class);
            transports.current(job.account()).deliver(job.id(), letter);
            queue.delivered(job);
        } catch (DeliveryException failed) {
            if (failed.isFinal()) {
                LOG.warn("A letter was refused: {}", failed.reason());
                queue.giveUp(job, clock.instant(), failed.reason());
            } else {
                LOG.warn("A letter waits, after try {}: {}", job.attempt(), failed.reason());
                queue.postpone(job, clock.instant().plus(wait(job.attempt())), failed.reason());
            }
        } catch (IllegalStateException unreadable) {
            LOG.error("A letter cannot be read any more: was the secret key changed?", unreadable);
            queue.giveUp(job, clock.instant(), "the secret key has changed");
        }
    }

    /** Doubling, and not the same for all: a server that comes back is not met by all at once. */
    static Duration wait(int attempt) {
        var wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempt - 1, 10));
        var capped = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
        return capped.plusMillis(ThreadLocalRandom.current().nextLong(capped.toMillis() / 5));
    }

    @Scheduled(initialDelay = 5, fixedDelay = 60, timeUnit = java.util.concurrent.TimeUnit.MINUTES)
    void forget() {
        queue.forgetFailedBefore(clock.instant().minus(FAILURES_KEPT));
    }
}
