package app.parley.knowledge;

import java.util.UUID;

/** A passage as its readers find it. */
record StoredPassage(
        UUID id,
        UUID document,
        String title,
        String section,
        String text,
        int start,
        int end,
        float[] vector) {}
