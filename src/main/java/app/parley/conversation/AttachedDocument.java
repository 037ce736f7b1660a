package app.parley.conversation;

import java.util.UUID;

/**
 * A document that came with a question.
 *
 * @param state how far it is on its way to being searched; {@code deleted} where it is gone, and
 *     its title with it
 */
public record AttachedDocument(UUID documentId, String title, String state) {}
