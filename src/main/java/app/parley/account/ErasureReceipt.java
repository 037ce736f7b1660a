package app.parley.account;

import app.parley.account.Erased.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What was deleted with an account, for its owner to keep.
 *
 * @param receiptId stands in the server's list of erasures, without a name
 */
record ErasureReceipt(
        UUID receiptId,
        Instant erasedAt,
        long chats,
        long messages,
        long documents,
        long passages,
        long files,
        long keys,
        long sessions) {
    static ErasureReceipt of(UUID id, Instant at, Map<Kind, Long> counts) {
        return new ErasureReceipt(
                id,
                at,
                counts.getOrDefault(Kind.CHATS, 0L),
                counts.getOrDefault(Kind.MESSAGES, 0L),
                counts.getOrDefault(Kind.DOCUMENTS, 0L),
                counts.getOrDefault(Kind.PASSAGES, 0L),
                counts.getOrDefault(Kind.FILES, 0L),
                counts.getOrDefault(Kind.KEYS, 0L),
                counts.getOrDefault(Kind.SESSIONS, 0L));
    }

    /** In a sentence. */
    String summary() {
        return "chats %d, messages %d, documents %d, passages of the search %d, files %d, keys %d, sessions %d"
                .formatted(chats, messages, documents, passages, files, keys, sessions);
    }
}
