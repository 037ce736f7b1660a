package app.parley.chat;

import app.parley.conversation.ConversationStore;
import app.parley.conversation.Message;
import app.parley.model.ModelRequest;
import java.util.ArrayList;
import org.springframework.stereotype.Component;

/**
 * Loads what was said before: a window of the branch, so that a long chat costs no more than a
 * short one.
 */
@Component
class Recall implements TurnStep {
    private final ConversationStore conversations;
    private final ChatProperties settings;

    Recall(ConversationStore conversations, ChatProperties settings) {
        this.conversations = conversations;
        this.settings = settings;
    }

    @Override
    public void apply(Turn turn) {
        var row = turn.row();
        var last = row.continues() ? row.answerId() : row.userMessageId();
        var branch =
                conversations.branch(
                        row.ownerId(), row.conversationId(), last, settings.historyLimit());
        var history = new ArrayList<ModelRequest.Message>();
        for (var message : branch) {
            if (wasBlocked(message)) {
                // Neither the question nor what was written of the answer is told again.
                if (!history.isEmpty() && history.getLast().role() == ModelRequest.Role.USER) {
                    history.removeLast();
                }
                continue;
            }
            var text = message.text();
            if (!text.isBlank()) {
                history.add(new ModelRequest.Message(role(message), text));
            }
            if (message.id().equals(row.userMessageId())) {
                turn.question = text;
            }
        }
        turn.history = history;
    }

    private static boolean wasBlocked(Message message) {
        var error = message.error();
        return error != null && error.code().equals(Blocked.CODE);
    }

    private static ModelRequest.Role role(Message message) {
        return switch (message.role()) {
            case USER -> ModelRequest.Role.USER;
            case ASSISTANT -> ModelRequest.Role.ASSISTANT;
        };
    }
}
