package app.parley.chat;

import app.parley.conversation.ConversationStore;
import app.parley.conversation.Message;
import app.parley.conversation.MessagePart;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Makes the log of an ended turn again, from its layout and the stored message. */
@Component
class TurnReplay {
    private final ConversationStore conversations;

    TurnReplay(ConversationStore conversations) {
        this.conversations = conversations;
    }

    /** The log of an ended turn; empty if its conversation has been deleted. */
    Optional<TurnLog> of(TurnRow row) {
        var layout = Objects.requireNonNull(row.layout(), "the turn has not ended");
        return conversations
                .message(row.ownerId(), row.answerId())
                .map(
                        answer ->
                                layout.replay(
                                        text(answer, MessagePart.Text.class),
                                        row.textOffset(),
                                        text(answer, MessagePart.Reasoning.class),
                                        row.reasoningOffset()));
    }

    private static String text(Message message, Class<? extends MessagePart> kind) {
        return message.parts().stream()
                .filter(kind::isInstance)
                .map(MessagePart::text)
                .collect(Collectors.joining());
    }
}
