package app.parley.chat;

import app.parley.conversation.Conversation;
import app.parley.conversation.ConversationStore;
import app.parley.conversation.Conversations;
import app.parley.conversation.Message;
import app.parley.conversation.MessagePart;
import app.parley.model.Models;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Writes what a turn begins with, in one transaction: the question, the empty answer, the turn and
 * the request that asked for it. When it returns, all of that is committed.
 */
@Component
class TurnRecorder {
    private final ConversationStore conversations;
    private final TurnStore turns;
    private final Models models;
    private final Transactions transactions;
    private final Runner runner;
    private final ChatProperties settings;
    private final Clock clock;

    TurnRecorder(
            ConversationStore conversations,
            TurnStore turns,
            Models models,
            Transactions transactions,
            Runner runner,
            ChatProperties settings,
            Clock clock) {
        this.conversations = conversations;
        this.turns = turns;
        this.models = models;
        this.transactions = transactions;
        this.runner = runner;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param isNew false where the same request came before
     * @param untitledQuestion what to make a title from; null where there is one
     */
    record Recorded(TurnRow row, boolean isNew, @Nullable String untitledQuestion) {}

    /**
     * The same key and body again give the same turn.
     *
     * @param turnId the id of the turn, if it is a new one
     */
    Recorded record(
            UUID turnId,
            UUID owner,
            UUID conversationId,
            String key,
            String bodyHash,
            TurnCommand command) {
        Supplier<Recorded> work =
                () -> recorded(turnId, owner, conversationId, key, bodyHash, command);
        try {
            return transactions.transaction(work);
        } catch (DuplicateKeyException sameKeyAtTheSameTime) {
            return transactions.transaction(work);
        }
    }

    private Recorded recorded(
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
        var recorded =
                switch (command) {
                    case TurnCommand.Ask ask -> ask(turnId, conversation, ask);
                    case TurnCommand.Regenerate regenerate ->
                            regenerate(turnId, conversation, regenerate);
                    case TurnCommand.Continue goOn -> goOn(turnId, conversation, goOn);
                };
        var row = recorded.row();
        turns.record(owner, row, settings.lease(), key, bodyHash);
        conversations.update(
                owner,
                conversation.withTurn(row.id(), row.answerId(), row.model(), row.createdAt()));
        return recorded;
    }

    private Recorded again(UUID owner, TurnStore.KnownRequest known, String bodyHash) {
        if (!known.bodyHash().equals(bodyHash)) {
            throw new ParleyException(
                    ErrorCode.IDEMPOTENCY_MISMATCH,
                    "This Idempotency-Key was used for another request. Choose a new one for each request.");
        }
        var row = turns.find(owner, known.turnId()).orElseThrow(Conversations::missing);
        return new Recorded(row, false, null);
    }

    private Recorded ask(UUID turnId, Conversation conversation, TurnCommand.Ask ask) {
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
                        false,
                        null,
                        null,
                        List.of(new MessagePart.Text(ask.text())),
                        List.of(),
                        null,
                        null,
                        now);
        conversations.add(conversation.ownerId(), question);
        var options =
                new TurnRow.Options(
                        false, collections(conversation, ask), ask.attachments(), ask.webSearch());
        var row = newAnswer(turnId, conversation, question.id(), model, options, now);
        return new Recorded(row, true, conversation.title().isEmpty() ? ask.text() : null);
    }

    private Recorded regenerate(
            UUID turnId, Conversation conversation, TurnCommand.Regenerate regenerate) {
        var before = answer(conversation, regenerate.answerId());
        var question = before.parentId();
        if (question == null) {
            throw Conversations.missing();
        }
        var model = model(conversation, regenerate.model());
        return new Recorded(
                newAnswer(
                        turnId,
                        conversation,
                        question,
                        model,
                        optionsOf(conversation, before).withContinues(false),
                        now()),
                true,
                null);
    }

    private Recorded goOn(UUID turnId, Conversation conversation, TurnCommand.Continue goOn) {
        var answer = answer(conversation, goOn.answerId());
        var question = answer.parentId();
        boolean cutOff =
                switch (answer.status()) {
                    case INTERRUPTED, STOPPED, FAILED -> true;
                    case FINISHED -> answer.cutShort();
                    case PENDING, STREAMING -> false;
                };
        var error = answer.error();
        if (error != null && error.code().equals(Blocked.CODE)) {
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST,
                    "This answer goes against the rules of this server; there is no more of it.");
        }
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
                        optionsOf(conversation, answer).withContinues(true),
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
                        false,
                        row.model(),
                        row.id(),
                        answer.parts(),
                        answer.citations(),
                        null,
                        answer.usage(),
                        answer.createdAt()));
        return new Recorded(row, true, null);
    }

    private static @Nullable Set<UUID> collections(Conversation conversation, TurnCommand.Ask ask) {
        if (ask.collections() != null) {
            return ask.collections();
        }
        return conversation.collections().isEmpty() ? null : Set.copyOf(conversation.collections());
    }

    private TurnRow newAnswer(
            UUID turnId,
            Conversation conversation,
            UUID questionId,
            String model,
            TurnRow.Options options,
            Instant now) {
        var row = row(turnId, conversation, questionId, Ids.newId(), model, options, 0, 0, now);
        conversations.add(
                conversation.ownerId(),
                new Message(
                        row.answerId(),
                        conversation.id(),
                        questionId,
                        Message.Role.ASSISTANT,
                        Message.Status.STREAMING,
                        false,
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
                textOffset,
                reasoningOffset,
                null,
                now);
    }

    /** What the person chose for the answer when it was asked for. */
    private TurnRow.Options optionsOf(Conversation conversation, Message answer) {
        return Optional.ofNullable(answer.turnId())
                .flatMap(turn -> turns.find(conversation.ownerId(), turn))
                .map(TurnRow::options)
                .orElse(new TurnRow.Options(false, null));
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
}
