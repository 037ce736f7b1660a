package app.parley.platform.audit;

import app.parley.platform.audit.JdbcAuditStore.Checkpoint;
import app.parley.platform.audit.JdbcAuditStore.Head;
import app.parley.platform.command.Offline;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Walks along the chain: every entry's hash is made again from what the entry says and from the
 * hash before it. The beginning is held by the sealed checkpoint, the end by the sealed head and by
 * what this installation has seen of it, so that neither can be cut off unnoticed.
 */
@Component
@Offline
class AuditVerifier {
    private static final int PAGE = 1_000;

    private final JdbcAuditStore store;
    private final AuditChain chain;
    private final AuditAnchor anchor;
    private final Clock clock;

    AuditVerifier(JdbcAuditStore store, AuditChain chain, AuditAnchor anchor, Clock clock) {
        this.store = store;
        this.chain = chain;
        this.anchor = anchor;
        this.clock = clock;
    }

    /** Takes its time with a long log, and holds nobody up who writes to it. */
    AuditVerification verify() {
        // The anchor first: the log may have grown since, and may not have shrunk.
        var seen = anchor.read();
        var extent = store.extent();
        var head = extent.head();
        var walk =
                new Walk(
                        head,
                        seen.filter(AuditAnchor.Seen::genuine)
                                .map(AuditAnchor.Seen::head)
                                .orElse(null));
        var problem = walk.begin();
        while (problem == null && !walk.isDone()) {
            problem = walk.page();
        }
        if (problem == null) {
            problem = endOf(head, extent.highest(), seen);
        }
        if (problem != null) {
            return AuditVerification.broken(
                    walk.entries, problem.number(), problem.sentence(), clock.instant());
        }
        anchor.write(head);
        return AuditVerification.intact(walk.entries, clock.instant());
    }

    /** Lets this installation remember the end of the log as it is now. */
    void remember() {
        var head = store.extent().head();
        if (isSealed(head)) {
            anchor.write(head);
        }
    }

    private record Problem(@Nullable Long number, String sentence) {}

    private @Nullable Problem endOf(Head head, long highest, Optional<AuditAnchor.Seen> seen) {
        if (highest > head.number()) {
            return new Problem(head.number() + 1, "There are entries after the end of the log.");
        }
        if (!isSealed(head)) {
            return new Problem(
                    head.number(),
                    "The end of the log was not sealed by this installation: it was written by"
                            + " somebody else, or PARLEY_SECRET_KEY is another one.");
        }
        if (seen.isPresent() && !seen.get().genuine()) {
            return new Problem(
                    null,
                    "The file "
                            + AuditAnchor.FILE
                            + " in the data directory was not sealed by this installation.");
        }
        if (seen.isPresent() && seen.get().head().number() > head.number()) {
            return new Problem(
                    head.number() + 1,
                    "The end of the log is gone: this installation has seen it go on to entry %d."
                            .formatted(seen.get().head().number()));
        }
        return null;
    }

    private boolean isSealed(Head head) {
        return head.number() == 0
                ? head.hash().equals(AuditChain.START)
                : chain.isSealed("head", head.number(), head.hash(), head.seal());
    }

    private final class Walk {
        private final Head end;
        private final @Nullable Head seen;
        private long number;
        private String hash = AuditChain.START;
        private long entries;

        Walk(Head end, @Nullable Head seen) {
            this.end = end;
            this.seen = seen;
        }

        boolean isDone() {
            return number >= end.number();
        }

        @Nullable Problem begin() {
            var checkpoint = store.checkpoint();
            return checkpoint.isEmpty() ? null : from(checkpoint.get());
        }

        private @Nullable Problem from(Checkpoint checkpoint) {
            if (!chain.isSealed(
                    "checkpoint", checkpoint.number(), checkpoint.hash(), checkpoint.seal())) {
                return new Problem(
                        checkpoint.number(),
                        "The place where the log begins was not sealed by this installation: its"
                                + " beginning was cut off by somebody else.");
            }
            number = checkpoint.number();
            hash = checkpoint.hash();
            return null;
        }

        @Nullable Problem page() {
            var rows = store.after(number, PAGE);
            if (rows.isEmpty() || rows.getFirst().number() != number + 1) {
                var checkpoint = store.checkpoint();
                if (checkpoint.isPresent() && checkpoint.get().number() > number) {
                    return from(checkpoint.get()); // the log was shortened meanwhile
                }
            }
            if (rows.isEmpty()) {
                return new Problem(number + 1, "Entries at the end of the log are missing.");
            }
            for (var row : rows) {
                if (row.number() > end.number()) {
                    number = end.number();
                    return null;
                }
                var problem = problemOf(row);
                if (problem != null) {
                    return problem;
                }
                number = row.number();
                hash = row.hash();
                entries++;
            }
            return null;
        }

        private @Nullable Problem problemOf(AuditRow row) {
            if (row.number() != number + 1) {
                return new Problem(number + 1, "An entry is missing.");
            }
            if (!AuditChain.hash(row, hash).equals(row.hash())) {
                return new Problem(row.number(), "An entry is not what was written.");
            }
            if (row.number() == end.number() && !row.hash().equals(end.hash())) {
                return new Problem(row.number(), "The last entry is not the one that was written.");
            }
            if (seen != null && row.number() == seen.number() && !row.hash().equals(seen.hash())) {
                return new Problem(
                        row.number(), "The log is another one than this installation has seen.");
            }
            return null;
        }
    }
}
