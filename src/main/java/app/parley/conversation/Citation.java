package app.parley.conversation;

import java.util.UUID;

/**
 * A passage that an answer names as {@code [index]}.
 *
 * @param location where in the document, such as a section path
 * @param quote the passage's text
 * @param start the offset of the passage in the document's text, in UTF-16 units
 * @param end the offset after it
 */
public record Citation(
        int index,
        UUID documentId,
        String title,
        String location,
        String quote,
        int start,
        int end) {}
