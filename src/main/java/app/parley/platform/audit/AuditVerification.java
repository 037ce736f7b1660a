package app.parley.platform.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a walk along the whole chain found.
 *
 * @param entries how many were looked at
 * @param firstBroken the number of the first entry that is not what was written; null where all are
 * @param problem what is wrong, as a sentence; null where nothing is
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AuditVerification(
        boolean intact,
        long entries,
        @Nullable Long firstBroken,
        @Nullable String problem,
        Instant checkedAt) {
    static AuditVerification intact(long entries, Instant at) {
        return new AuditVerification(true, entries, null, null, at);
    }

    static AuditVerification broken(
            long entries, @Nullable Long firstBroken, String problem, Instant at) {
        return new AuditVerification(false, entries, firstBroken, problem, at);
    }
}
