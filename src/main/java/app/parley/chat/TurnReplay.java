package app.parley.chat;

import app.parley.conversation.ConversationStore;
import app.parley.conversation.Message;
import app.parley.conversation.MessagePart;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Makes the log of an ended turn again, from its layout and the stored message. */
@Component
class TurnReplay {
    private final ConversationStore conversations;

    TurnReplay(ConversationStore conversations) {
        this.conversations = conversations;
    }

    TurnLog of(TurnRow row) {
        var layout = row.layout();
        var answer = conversations.message(row.ownerId(), row.answerId());
        if (layout == null || answer.isEmpty()) {
            throw new IllegalStateException("turn " + row.id() + " has no end or no answer");
        }
        return layout.replay(
                text(answer.get(), MessagePart.Text.class),
                row.textOffset(),
                text(answer.get(), MessagePart.Reasoning.class),
                row.reasoningOffset());
    }

    private static String text(Message message, Class<? extends MessagePart> kind) {
        return message.parts().stream()
                .filter(kind::isInstance)
                .map(MessagePart::text)
                .collect(Collectors.joining());
    }
}
