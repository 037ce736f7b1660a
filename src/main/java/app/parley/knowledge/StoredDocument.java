package app.parley.knowledge;

/**
 * A document with its text.
 *
 * @param text empty until it is read
 */
record StoredDocument(DocumentItem item, String collectionName, String text) {}
