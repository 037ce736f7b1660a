package app.parley.chat;

import app.parley.conversation.ConversationStore;
import app.parley.conversation.Message;
import app.parley.conversation.MessagePart;
import app.parley.platform.db.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes the end of a turn: message, turn and conversation in one transaction. The message is the
 * truth from then on.
 */
@Component
class TurnEnding {
    private final TurnStore turns;
    private final ConversationStore conversations;
    private final Transactions transactions;
    private final Clock clock;

    TurnEnding(
            TurnStore turns,
            ConversationStore conversations,
            Transactions transactions,
            Clock clock) {
        this.turns = turns;
        this.conversations = conversations;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * @param said the whole log without its end
     * @param crashed whether some of what was sent may be missing from it
     * @return false if the turn is no longer this runner's, or gone with its conversation; then
     *     nothing has changed. Writing the same end again, because the answer to the first commit
     *     was lost, is true again
     */
    boolean write(
            TurnRow row,
            List<TurnLog.Entry> said,
            boolean crashed,
            ChatEvent.Final end,
            Message.@Nullable Usage usage) {
        return transactions.transaction(
                () -> {
                    // The conversation first, as everybody does: else its deletion and this would
                    // wait for each other.
                    conversations.lock(row.ownerId(), row.conversationId());
                    var now = Instant.ofEpochMilli(clock.millis());
                    var state = TurnRow.State.after(end);
                    var layout = TurnLayout.of(said, crashed, end);
                    if (!turns.end(row.ownerId(), row.id(), row.runnerId(), state, layout, now)) {
                        return turns.find(row.ownerId(), row.id())
                                .filter(ended -> ended.runnerId().equals(row.runnerId()))
                                .map(ended -> layout.equals(ended.layout()))
                                .orElse(false);
                    }
                    conversations
                            .message(row.ownerId(), row.answerId())
                            .ifPresent(
                                    answer ->
                                            conversations.replace(
                                                    row.ownerId(),
                                                    completed(answer, row, said, end, usage)));
                    conversations.turnEnded(row.ownerId(), row.conversationId(), row.id(), now);
                    return true;
                });
    }

    private static Message completed(
            Message answer,
            TurnRow row,
            List<TurnLog.Entry> said,
            ChatEvent.Final end,
            Message.@Nullable Usage usage) {
        var parts = new ArrayList<>(answer.parts());
        var citations = new ArrayList<>(answer.citations());
        for (var entry : said) {
            switch (entry) {
                case TurnLog.Entry.Text text -> add(parts, text);
                case TurnLog.Entry.Event event -> {
                    switch (event.event()) {
                        case ChatEvent.Cited cited when !citations.contains(cited.citation()) ->
                                citations.add(cited.citation());
                        case ChatEvent.Resync resync -> {
                            takeBack(parts, answer.parts(), resync.text());
                            citations.retainAll(answer.citations());
                        }
                        default -> {}
                    }
                }
            }
        }
        return new Message(
                answer.id(),
                answer.conversationId(),
                answer.parentId(),
                answer.role(),
                Message.Status.of(TurnRow.State.after(end).code()),
                end instanceof ChatEvent.Finished finished && finished.cutShort(),
                row.model(),
                row.id(),
                parts,
                citations,
                end instanceof ChatEvent.Failed failed
                        ? new Message.Failure(failed.code(), failed.message())
                        : null,
                sum(answer.usage(), usage),
                answer.createdAt());
    }

    /** What this turn has said so far is replaced. */
    private static void takeBack(
            List<MessagePart> parts, List<MessagePart> before, String replacement) {
        parts.clear();
        parts.addAll(before);
        if (!replacement.isEmpty()) {
            parts.add(new MessagePart.Text(replacement));
        }
    }

    private static void add(List<MessagePart> parts, TurnLog.Entry.Text text) {
        var last = parts.isEmpty() ? null : parts.getLast();
        switch (text.kind()) {
            case TEXT -> {
                if (last instanceof MessagePart.Text before) {
                    parts.set(parts.size() - 1, new MessagePart.Text(before.text() + text.text()));
                } else {
                    parts.add(new MessagePart.Text(text.text()));
                }
            }
            case REASONING -> {
                if (last instanceof MessagePart.Reasoning before) {
                    parts.set(
                            parts.size() - 1,
                            new MessagePart.Reasoning(before.text() + text.text()));
                } else {
                    parts.add(new MessagePart.Reasoning(text.text()));
                }
            }
        }
    }

    private static Message.@Nullable Usage sum(
            Message.@Nullable Usage before, Message.@Nullable Usage now) {
        if (before == null || now == null) {
            return now == null ? before : now;
        }
        return new Message.Usage(
                before.inputTokens() + now.inputTokens(),
                before.outputTokens() + now.outputTokens(),
                before.estimated() || now.estimated());
    }
}
