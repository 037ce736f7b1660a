package app.parley.platform.audit;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What administrators do with the record of what was done: read it, and have it verified. */
@Service
public class AuditLog {
    private final JdbcAuditStore store;
    private final AuditWatch watch;
    private final AuditRetention retention;

    AuditLog(JdbcAuditStore store, AuditWatch watch, AuditRetention retention) {
        this.store = store;
        this.watch = watch;
        this.retention = retention;
    }

    /**
     * The newest first.
     *
     * @param before the number of the last entry of the page before
     */
    public List<AuditRow> find(AuditFilter filter, @Nullable Long before, int limit) {
        return store.find(filter, before, limit);
    }

    /** Verifies the log now. */
    public AuditVerification verify() {
        return watch.verify();
    }

    /** How long entries are kept; empty: for ever. */
    public Optional<Integer> retentionDays() {
        return retention.days();
    }

    /**
     * @param days null for ever
     * @throws ParleyException if that is too short for anybody to look, or no sensible number
     */
    public void keepFor(@Nullable Integer days) {
        if (days != null
                && (days < AuditRetention.SHORTEST_DAYS || days > AuditRetention.LONGEST_DAYS)) {
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST,
                    "Entries are kept for %d to %d days, or for ever."
                            .formatted(AuditRetention.SHORTEST_DAYS, AuditRetention.LONGEST_DAYS));
        }
        retention.keepFor(days);
    }
}
