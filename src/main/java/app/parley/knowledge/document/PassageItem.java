package app.parley.knowledge.document;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A passage of a document, as its readers see it. */
public record PassageItem(
        UUID id,
        int ordinal,
        String header,
        String section,
        String text,
        int start,
        int end,
        @Nullable Integer page,
        int tokens) {}
