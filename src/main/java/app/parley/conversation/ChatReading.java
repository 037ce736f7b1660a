package app.parley.conversation;

import java.time.Instant;
import java.util.UUID;

/**
 * That an administrator opened somebody's chat.
 *
 * @param title of the chat when it was opened
 */
record ChatReading(
        UUID id,
        UUID administratorId,
        UUID personId,
        UUID conversationId,
        String title,
        String reason,
        Instant at,
        Instant expiresAt) {}
