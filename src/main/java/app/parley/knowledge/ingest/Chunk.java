package app.parley.knowledge.ingest;

import app.parley.knowledge.index.IndexedPassage;

/**
 * A stretch of a document that is found and cited as one.
 *
 * @param header the titles above it, which are indexed with it and not shown
 * @param section the titles above it without the document's own; empty at its beginning
 * @param text what the document says from {@code start} to {@code end}, to the letter
 * @param start the offset of its first character in the document's text, in UTF-16 units
 * @param end the offset after its last character
 * @param tokens what header and text cost the embedding model together
 */
public record Chunk(String header, String section, String text, int start, int end, int tokens) {
    /** What is indexed and embedded: the text under its titles. */
    public String indexed() {
        return IndexedPassage.text(header, text);
    }
}
