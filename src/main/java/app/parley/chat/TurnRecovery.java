package app.parley.chat;

import app.parley.platform.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Finds turns whose process died and ends them as interrupted, with all that was saved of their
 * answer.
 */
@Component
class TurnRecovery {
    private static final Logger log = LoggerFactory.getLogger(TurnRecovery.class);
    private static final Duration REQUESTS_ARE_KNOWN_FOR = Duration.ofHours(24);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

    private final TurnStore turns;
    private final TurnEnding ending;
    private final Runner runner;
    private final Tasks tasks;
    private final ApplicationEventPublisher events;
    private final ChatProperties settings;
    private final Clock clock;
    private volatile boolean closed;

    TurnRecovery(
            TurnStore turns,
            TurnEnding ending,
            Runner runner,
            Tasks tasks,
            ApplicationEventPublisher events,
            ChatProperties settings,
            Clock clock) {
        this.turns = turns;
        this.ending = ending;
        this.runner = runner;
        this.tasks = tasks;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    void close() {
        closed = true;
    }

    /** Looks for dead turns now and then, and forgets old requests. */
    void recoverUntilClosed() {
        long forgotAt = tasks.monotonicMillis() - FORGET_EVERY.toMillis();
        while (!closed) {
            try {
                recoverExpired();
                if (tasks.monotonicMillis() - forgotAt >= FORGET_EVERY.toMillis()) {
                    forgotAt = tasks.monotonicMillis();
                    turns.forgetRequests(
                            Instant.ofEpochMilli(clock.millis()).minus(REQUESTS_ARE_KNOWN_FOR));
                }
            } catch (DataAccessException away) {
                log.warn("dead turns cannot be looked for yet: {}", away.getMessage());
            }
            tasks.pause(settings.lease().dividedBy(3));
        }
    }

    /** Ends the turns of other processes whose lease has run out. */
    void recoverExpired() {
        interrupt(turns.takeOverExpired(runner.id(), settings.lease()));
    }

    /** Ends the turns of all other processes: there can be none. */
    void recoverAll() {
        interrupt(turns.takeOverAll(runner.id(), settings.lease()));
    }

    /** Ends turns that nobody runs. */
    void interrupt(List<TurnRow> dead) {
        for (var row : dead) {
            var said = turns.said(row.ownerId(), row.id(), 0);
            var end = new ChatEvent.Interrupted();
            if (ending.write(row, said, true, end, null)) {
                log.info(
                        "turn {} was interrupted; {} pieces of its answer were kept",
                        row.id(),
                        said.size());
                events.publishEvent(TurnEnded.of(row, end));
            }
        }
    }
}
