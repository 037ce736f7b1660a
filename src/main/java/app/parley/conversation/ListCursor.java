package app.parley.conversation;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.time.Instant;
import java.util.UUID;

/** Where a page of conversations ended: the last row's sort key. */
record ListCursor(Instant updatedAt, UUID id) {
    /**
     * @throws ParleyException if it is not one that Parley gave
     */
    static ListCursor parse(String text) {
        var dot = text.indexOf('.');
        try {
            return new ListCursor(
                    Instant.ofEpochMilli(Long.parseLong(text.substring(0, Math.max(dot, 0)))),
                    UUID.fromString(text.substring(dot + 1)));
        } catch (IllegalArgumentException unreadable) {
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST, "The cursor is not one that Parley gave.");
        }
    }

    /** What the client sends back. */
    public String text() {
        return updatedAt.toEpochMilli() + "." + id;
    }
}
