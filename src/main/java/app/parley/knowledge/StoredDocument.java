package app.parley.knowledge;

import java.util.UUID;

/**
 * A document as its readers see it.
 *
 * @param location a path or an address
 */
record StoredDocument(
        UUID id,
        UUID collection,
        String collectionName,
        String title,
        String location,
        String text) {}
