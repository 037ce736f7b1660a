package app.parley.chat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps turns, what running ones have said so far, and which request started which. Joins a running
 * transaction.
 */
interface TurnStore {
    Optional<TurnRow> find(UUID owner, UUID turnId);

    /** What the owner's earlier request with this key started. */
    Optional<KnownRequest> known(UUID owner, String key);

    /**
     * @param lease how long others leave the turn alone without a sign of life, by the clock that
     *     all processes share: their own may differ
     */
    void record(UUID owner, TurnRow turn, Duration lease, String key, String bodyHash);

    /**
     * Saves what running turns have said, for those that are still this runner's, and extends their
     * leases. Saving a piece again, because the answer to the first commit was lost, changes
     * nothing; of a turn that ends at the same time nothing is left.
     *
     * @param lease from now on; null to leave the leases as they are
     * @return the turns that are still this runner's
     */
    List<Owned> save(UUID runner, List<Said> said, @Nullable Duration lease);

    /** What a running turn has said from a place on, as far as it was saved. */
    List<TurnLog.Entry> said(UUID owner, UUID turnId, int fromPlace);

    /** What came with these questions, each under the question's id; most come alone. */
    Map<UUID, Set<UUID>> attachments(UUID owner, Collection<UUID> questionIds);

    /** What came with questions of this conversation and of no other. */
    Set<UUID> attachedOnlyIn(UUID owner, UUID conversationId);

    /**
     * @return whether the turn was running
     */
    boolean requestStop(UUID owner, UUID turnId);

    /**
     * Ends the turn if it is running and still this runner's, and forgets its deltas.
     *
     * @return false if it is not; then nothing has changed
     */
    boolean end(
            UUID owner,
            UUID turnId,
            UUID runner,
            TurnRow.State state,
            TurnLayout layout,
            Instant now);

    /** Makes running turns of other runners this runner's, where the lease has ended. */
    List<TurnRow> takeOverExpired(UUID runner, Duration lease);

    /** Makes all running turns of other runners this runner's: the others are dead for certain. */
    List<TurnRow> takeOverAll(UUID runner, Duration lease);

    /** Running turns of this runner among those. */
    List<TurnRow> running(UUID runner, Set<UUID> turnIds);

    /** Forgets requests that were made before. @return how many */
    int forgetRequests(Instant before);

    /** Forgets all requests of somebody who is gone. */
    void forgetRequestsOf(UUID owner);

    /** What one running turn has said since the last time. */
    record Said(UUID turnId, List<TurnLog.Entry> entries) {}

    record Owned(UUID turnId, boolean stopRequested) {}

    record KnownRequest(String bodyHash, UUID turnId) {}
}
