package app.parley.knowledge.document;

/**
 * A document with its text.
 *
 * @param text empty until it is read
 */
public record StoredDocument(DocumentItem item, String collectionName, String text) {}
