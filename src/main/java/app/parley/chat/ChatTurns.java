package app.parley.chat;

import app.parley.conversation.ConversationDeleted;
import app.parley.conversation.Conversations;
import app.parley.platform.id.Ids;
import app.parley.platform.task.Tasks;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Where every turn begins: it is admitted, recorded in one transaction, and only then acknowledged
 * and run. The answer belongs to the server from the commit on, whatever becomes of the connection.
 */
@Component
class ChatTurns {
    private final TurnRecorder recorder;
    private final TurnStore turns;
    private final TurnRegistry registry;
    private final TurnPipeline pipeline;
    private final Title title;
    private final TurnSaver saver;
    private final Runner runner;
    private final Tasks tasks;
    private final ApplicationEventPublisher events;

    ChatTurns(
            TurnRecorder recorder,
            TurnStore turns,
            TurnRegistry registry,
            TurnPipeline pipeline,
            Title title,
            TurnSaver saver,
            Runner runner,
            Tasks tasks,
            ApplicationEventPublisher events) {
        this.recorder = recorder;
        this.turns = turns;
        this.registry = registry;
        this.pipeline = pipeline;
        this.title = title;
        this.saver = saver;
        this.runner = runner;
        this.tasks = tasks;
        this.events = events;
    }

    /**
     * Records the turn and starts it; what is returned is committed. The same key and body again
     * return the same turn.
     *
     * @param key chosen by the client for one act of its person
     * @param bodyHash tells a repeated request from another one with the same key
     */
    Accepted start(
            UUID owner, UUID conversationId, String key, String bodyHash, TurnCommand command) {
        var turnId = Ids.newId();
        try {
            admit(turnId);
            var recorded = recorder.record(turnId, owner, conversationId, key, bodyHash, command);
            if (recorded.isNew()) {
                run(recorded);
            }
            return Accepted.of(recorded.row());
        } finally {
            registry.expectNoMore(turnId);
        }
    }

    /** From here on draining waits for the turn, and nobody takes it for one without a process. */
    private void admit(UUID turnId) {
        registry.expect(turnId);
        runner.refuseWhileDraining();
        saver.wake();
    }

    /** Stops the turn, here or on the process that runs it; nothing happens if it has ended. */
    void stop(UUID owner, UUID turnId) {
        var here = registry.find(owner, turnId);
        if (here.isPresent()) {
            here.get().stop();
            return;
        }
        if (turns.find(owner, turnId).isEmpty()) {
            throw Conversations.missing();
        }
        turns.requestStop(owner, turnId);
    }

    /** Nobody will read the answer. */
    @EventListener
    void stopWith(ConversationDeleted deleted) {
        for (var turn : registry.all()) {
            if (turn.row().conversationId().equals(deleted.conversationId())) {
                turn.stop();
            }
        }
    }

    private void run(TurnRecorder.Recorded recorded) {
        var row = recorded.row();
        var turn = new Turn(row);
        registry.add(turn);
        tasks.start("turn-" + row.id(), () -> runToTheEnd(turn));
        if (recorded.untitledQuestion() != null) {
            title.besideAnswer(turn, recorded.untitledQuestion());
        }
    }

    private void runToTheEnd(Turn turn) {
        var row = turn.row();
        try {
            events.publishEvent(
                    new TurnStarted(row.ownerId(), row.conversationId(), row.id(), row.answerId()));
            pipeline.run(turn);
        } finally {
            registry.remove(turn);
            if (!turn.log().hasEnded()) {
                turn.log().abandon();
            }
        }
    }

    /** What the client is told of a turn that is recorded. */
    record Accepted(UUID turnId, UUID userMessageId, UUID answerId) {
        static Accepted of(TurnRow row) {
            return new Accepted(row.id(), row.userMessageId(), row.answerId());
        }
    }
}
