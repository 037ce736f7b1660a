package app.parley.chat;

import java.util.UUID;

/**
 * A turn has ended and its answer is stored. Published after the commit.
 *
 * @param status finished, stopped, interrupted or failed
 */
public record TurnEnded(UUID ownerId, UUID conversationId, UUID turnId, String status) {
    static TurnEnded of(TurnRow row, ChatEvent.Final end) {
        return new TurnEnded(
                row.ownerId(), row.conversationId(), row.id(), TurnRow.State.after(end).code());
    }
}
