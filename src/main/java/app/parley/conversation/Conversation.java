package app.parley.conversation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A chat without its messages.
 *
 * @param title empty until somebody or a model gives one
 * @param model the model of the latest question; null before the first
 * @param runningTurnId the turn that writes an answer right now; null while none does
 * @param activeLeafId the last message of the branch that is shown; null while there is none
 */
public record Conversation(
        UUID id,
        UUID ownerId,
        String title,
        @Nullable String model,
        @Nullable UUID activeLeafId,
        @Nullable UUID runningTurnId,
        Instant createdAt,
        Instant updatedAt) {
    Conversation withTitle(String newTitle, Instant now) {
        return new Conversation(
                id, ownerId, newTitle, model, activeLeafId, runningTurnId, createdAt, now);
    }

    Conversation withModel(@Nullable String newModel, Instant now) {
        return new Conversation(
                id, ownerId, title, newModel, activeLeafId, runningTurnId, createdAt, now);
    }

    Conversation withActiveLeaf(UUID leaf) {
        return new Conversation(
                id, ownerId, title, model, leaf, runningTurnId, createdAt, updatedAt);
    }

    /** The conversation while a turn writes an answer at its end. */
    public Conversation withTurn(UUID turnId, UUID answerId, String newModel, Instant now) {
        return new Conversation(id, ownerId, title, newModel, answerId, turnId, createdAt, now);
    }
}
