package app.parley.chat;

import app.parley.conversation.Message;
import app.parley.platform.task.Tasks;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Ends a turn: first in the database, then for those who watch. While the database is away it tries
 * again, for as long as the turn is this process's own: what was said is still in memory.
 */
@Component
class Persist {
    private static final Logger log = LoggerFactory.getLogger(Persist.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final TurnEnding ending;
    private final Tasks tasks;
    private final ApplicationEventPublisher events;
    private final ChatProperties settings;

    Persist(
            TurnEnding ending,
            Tasks tasks,
            ApplicationEventPublisher events,
            ChatProperties settings) {
        this.ending = ending;
        this.tasks = tasks;
        this.events = events;
        this.settings = settings;
    }

    void end(Turn turn, ChatEvent.Final end) {
        turn.beginEnding();
        var said = turn.log().start().readEntries();
        if (written(turn, said, end)) {
            turn.log().append(end);
            events.publishEvent(TurnEnded.of(turn.row(), end));
        } else {
            turn.log().abandon();
        }
    }

    private boolean written(Turn turn, List<TurnLog.Entry> said, ChatEvent.Final end) {
        long giveUpAt = tasks.monotonicMillis() + 4 * settings.lease().toMillis();
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                return ending.write(turn.row(), said, false, end, usage(turn));
            } catch (DataAccessException away) {
                if (tasks.monotonicMillis() > giveUpAt) {
                    log.error("the end of turn {} could not be saved", turn.id(), away);
                    return false;
                }
                log.warn(
                        "the end of turn {} cannot be saved yet: {}", turn.id(), away.getMessage());
                tasks.pause(pause);
                pause =
                        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                                ? pause.multipliedBy(2)
                                : LONGEST_PAUSE;
            }
        }
    }

    private static Message.@Nullable Usage usage(Turn turn) {
        var outcome = turn.outcome;
        return outcome == null
                ? null
                : new Message.Usage(
                        outcome.inputTokens(), outcome.outputTokens(), outcome.estimated());
    }
}
