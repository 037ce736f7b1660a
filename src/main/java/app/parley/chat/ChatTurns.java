package app.parley.chat;

import app.parley.conversation.Conversation;
import app.parley.conversation.ConversationDeleted;
import app.parley.conversation.ConversationStore;
import app.parley.conversation.Conversations;
import app.parley.conversation.Message;
import app.parley.conversation.MessagePart;
import app.parley.model.Models;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import app.parley.platform.task.Tasks;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Where every turn begins: it is admitted, recorded in one transaction, and only then acknowledged
 * and run. The answer belongs to the server from the commit on, whatever becomes of the connection.
 */
@Component
class ChatTurns {
    private final ConversationStore conversations;
    private final TurnStore turns;
    private final Models models;
    private final Transactions transactions;
    private final TurnRegistry registry;
    private final TurnPipeline pipeline;
    private final Title title;
    private final TurnSaver saver;
    private final Runner runner;
    private final Tasks tasks;
    private final ApplicationEventPublisher events;
    private final ChatProperties settings;
    private final Clock clock;

    ChatTurns(
            ConversationStore conversations,
            TurnStore turns,
            Models models,
            Transactions transactions,
            TurnRegistry registry,
            TurnPipeline pipeline,
            Title title,
            TurnSaver saver,
            Runner runner,
            Tasks tasks,
            ApplicationEventPublisher events,
            ChatProperties settings,
            Clock clock) {
        this.conversations = conversations;
        this.turns = turns;
        this.models = models;
        this.transactions = transactions;
        this.registry = registry;
        this.pipeline = pipeline;
        this.title = title;
        this.saver = saver;
        this.runner = runner;
        this.tasks = tasks;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
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
        registry.expect(turnId);
        try {
            runner.refuseWhileDraining();
            saver.wake();
            var opened = opened(turnId, owner, conversationId, key, bodyHash, command);
            if (opened.isNew()) {
                run(opened);
            }
            return Accepted.of(opened.row());
        } finally {
            registry.expectNoMore(turnId);
        }
    }

    private Opened opened(
            UUID turnId,
            UUID owner,
            UUID conversationId,
            String key,
            String bodyHash,
            TurnCommand command) {
        Supplier<Opened> work = () -> open(turnId, owner, conversationId, key, bodyHash, command);
        try {
            return transactions.transaction(work);
        } catch (DuplicateKeyException sameKeyAtTheSameTime) {
            return transactions.transaction(work);
        }
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

    private void run(Opened opened) {
        var row = opened.row();
        var turn = new Turn(row);
        registry.add(turn);
        tasks.start("turn-" + row.id(), () -> runToTheEnd(turn));
        if (opened.untitledQuestion() != null) {
            title.besideAnswer(turn, opened.untitledQuestion());
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

    private Opened open(
            UUID turnId,
            UUID owner,
            UUID conversationId,
            String key,
            String bodyHash,
            TurnCommand command) {
        var conversation =
                conversations.lock(owner, conversationId).orElseThrow(Conversations::missing);
        var known = turns.known(owner, key);
        if (known.isPresent()) {
            return again(owner, known.get(), bodyHash);
        }
        if (conversation.runningTurnId() != null) {
            throw new ParleyException(
                    ErrorCode.TURN_RUNNING,
                    "An answer is still being written in this chat. Wait for it, or stop it.",
                    Map.of("turnId", conversation.runningTurnId()));
        }
        var opened =
                switch (command) {
                    case TurnCommand.Ask ask -> ask(turnId, conversation, ask);
                    case TurnCommand.Regenerate regenerate ->
                            regenerate(turnId, conversation, regenerate);
                    case TurnCommand.Continue goOn -> goOn(turnId, conversation, goOn);
                };
        var row = opened.row();
        turns.record(owner, row, key, bodyHash);
        conversations.update(
                owner,
                conversation.withTurn(row.id(), row.answerId(), row.model(), row.createdAt()));
        return opened;
    }

    private Opened again(UUID owner, TurnStore.KnownRequest known, String bodyHash) {
        if (!known.bodyHash().equals(bodyHash)) {
            throw new ParleyException(
                    ErrorCode.IDEMPOTENCY_MISMATCH,
                    "This Idempotency-Key was used for another request. Choose a new one for each request.");
        }
        var row = turns.find(owner, known.turnId()).orElseThrow(Conversations::missing);
        return new Opened(row, false, null);
    }

    private Opened ask(UUID turnId, Conversation conversation, TurnCommand.Ask ask) {
        var model = model(conversation, ask.model());
        var parent =
                switch (ask.place()) {
                    case TurnCommand.Place.AtEnd atEnd -> conversation.activeLeafId();
                    case TurnCommand.Place.AtRoot atRoot -> null;
                    case TurnCommand.Place.After after ->
                            answer(conversation, after.messageId()).id();
                };
        var now = now();
        var question =
                new Message(
                        Ids.newId(),
                        conversation.id(),
                        parent,
                        Message.Role.USER,
                        Message.Status.FINISHED,
                        null,
                        null,
                        List.of(new MessagePart.Text(ask.text())),
                        List.of(),
                        null,
                        null,
                        now);
        conversations.add(conversation.ownerId(), question);
        var row = newAnswer(turnId, conversation, question.id(), model, ask.collections(), now);
        return new Opened(row, true, conversation.title().isEmpty() ? ask.text() : null);
    }

    private Opened regenerate(
            UUID turnId, Conversation conversation, TurnCommand.Regenerate regenerate) {
        var before = answer(conversation, regenerate.answerId());
        var question = before.parentId();
        if (question == null) {
            throw Conversations.missing();
        }
        var model = model(conversation, regenerate.model());
        return new Opened(
                newAnswer(turnId, conversation, question, model, Set.of(), now()), true, null);
    }

    private Opened goOn(UUID turnId, Conversation conversation, TurnCommand.Continue goOn) {
        var answer = answer(conversation, goOn.answerId());
        var question = answer.parentId();
        boolean cutOff =
                switch (answer.status()) {
                    case INTERRUPTED, STOPPED, FAILED -> true;
                    case PENDING, STREAMING, FINISHED -> false;
                };
        if (question == null || !cutOff) {
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST, "Only an answer that was cut off can be continued.");
        }
        var row =
                row(
                        turnId,
                        conversation,
                        question,
                        answer.id(),
                        model(conversation, answer.model()),
                        new TurnRow.Options(true, Set.of()),
                        length(answer, MessagePart.Text.class),
                        length(answer, MessagePart.Reasoning.class),
                        now());
        conversations.replace(
                conversation.ownerId(),
                new Message(
                        answer.id(),
                        answer.conversationId(),
                        answer.parentId(),
                        answer.role(),
                        Message.Status.STREAMING,
                        row.model(),
                        row.id(),
                        answer.parts(),
                        answer.citations(),
                        null,
                        answer.usage(),
                        answer.createdAt()));
        return new Opened(row, true, null);
    }

    private TurnRow newAnswer(
            UUID turnId,
            Conversation conversation,
            UUID questionId,
            String model,
            Set<UUID> collections,
            Instant now) {
        var row =
                row(
                        turnId,
                        conversation,
                        questionId,
                        Ids.newId(),
                        model,
                        new TurnRow.Options(false, collections),
                        0,
                        0,
                        now);
        conversations.add(
                conversation.ownerId(),
                new Message(
                        row.answerId(),
                        conversation.id(),
                        questionId,
                        Message.Role.ASSISTANT,
                        Message.Status.STREAMING,
                        model,
                        row.id(),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        now));
        return row;
    }

    private TurnRow row(
            UUID turnId,
            Conversation conversation,
            UUID questionId,
            UUID answerId,
            String model,
            TurnRow.Options options,
            int textOffset,
            int reasoningOffset,
            Instant now) {
        return new TurnRow(
                turnId,
                conversation.id(),
                conversation.ownerId(),
                questionId,
                answerId,
                model,
                options,
                TurnRow.State.RUNNING,
                runner.id(),
                now.plus(settings.lease()),
                textOffset,
                reasoningOffset,
                null,
                now);
    }

    private Message answer(Conversation conversation, UUID messageId) {
        var message =
                conversations
                        .message(conversation.ownerId(), messageId)
                        .filter(found -> found.conversationId().equals(conversation.id()))
                        .orElseThrow(Conversations::missing);
        if (message.role() != Message.Role.ASSISTANT) {
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST,
                    "A question follows an answer, not another question.");
        }
        return message;
    }

    private String model(Conversation conversation, @Nullable String wanted) {
        if (wanted != null) {
            return available(wanted);
        }
        var before = conversation.model();
        return before != null && models.find(before).isPresent() ? before : models.defaultModel();
    }

    private String available(String model) {
        if (models.find(model).isEmpty()) {
            throw new ParleyException(
                    ErrorCode.MODEL_UNAVAILABLE,
                    "The model " + model + " is not available. Choose another one above the chat.");
        }
        return model;
    }

    private static int length(Message message, Class<? extends MessagePart> kind) {
        return message.parts().stream()
                .filter(kind::isInstance)
                .mapToInt(part -> part.text().length())
                .sum();
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /**
     * @param untitledQuestion what to make a title from; null where there is one
     */
    private record Opened(TurnRow row, boolean isNew, @Nullable String untitledQuestion) {}

    /** What the client is told of a turn that is recorded. */
    record Accepted(UUID turnId, UUID userMessageId, UUID answerId) {
        static Accepted of(TurnRow row) {
            return new Accepted(row.id(), row.userMessageId(), row.answerId());
        }
    }
}
