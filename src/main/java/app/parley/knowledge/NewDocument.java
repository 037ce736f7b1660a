package app.parley.knowledge;

import java.util.List;
import java.util.UUID;

/** A document with its passages, to be stored. */
record NewDocument(UUID id, String title, String location, String text, List<NewPassage> passages) {
    /** A passage to be stored; its text is the document's between the offsets. */
    record NewPassage(String header, String section, int start, int end, float[] vector) {}
}
