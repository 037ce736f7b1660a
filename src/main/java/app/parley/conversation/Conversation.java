package app.parley.conversation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A chat without its messages.
 *
 * @param title empty until somebody or a model gives one
 * @param model the model of the latest question; null before the first
 * @param runningTurnId the turn that writes an answer right now; null while none does
 * @param activeLeafId the last message of the branch that is shown; null while there is none
 * @param collections where its questions are looked up; empty for those that are everyone's default
 */
public record Conversation(
        UUID id,
        UUID ownerId,
        String title,
        @Nullable String model,
        @Nullable UUID activeLeafId,
        @Nullable UUID runningTurnId,
        List<UUID> collections,
        Instant createdAt,
        Instant updatedAt) {
    Conversation withTitle(String newTitle, Instant now) {
        return new Conversation(
                id,
                ownerId,
                newTitle,
                model,
                activeLeafId,
                runningTurnId,
                collections,
                createdAt,
                now);
    }

    Conversation withModel(@Nullable String newModel, Instant now) {
        return new Conversation(
                id,
                ownerId,
                title,
                newModel,
                activeLeafId,
                runningTurnId,
                collections,
                createdAt,
                now);
    }

    Conversation withActiveLeaf(UUID leaf) {
        return new Conversation(
                id, ownerId, title, model, leaf, runningTurnId, collections, createdAt, updatedAt);
    }

    Conversation withCollections(List<UUID> chosen) {
        return new Conversation(
                id,
                ownerId,
                title,
                model,
                activeLeafId,
                runningTurnId,
                List.copyOf(chosen),
                createdAt,
                updatedAt);
    }

    /** The conversation while a turn writes an answer at its end. */
    public Conversation withTurn(UUID turnId, UUID answerId, String newModel, Instant now) {
        return new Conversation(
                id, ownerId, title, newModel, answerId, turnId, collections, createdAt, now);
    }
}
