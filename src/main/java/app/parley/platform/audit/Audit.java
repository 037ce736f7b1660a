package app.parley.platform.audit;

/**
 * Records what people and administrators do. An entry stands in the caller's transaction where
 * there is one: either both are there afterwards, or neither.
 *
 * <pre>{@code
 * audit.record(Audit.entry("role.changed").on("account", id).change("role", before, after));
 * }</pre>
 */
public interface Audit {
    void record(AuditEntry entry);

    /**
     * An entry in the name of whoever sent the request that the thread answers.
     *
     * @param action in kebab-case with a dot, such as {@code session.ended}
     */
    static AuditEntry entry(String action) {
        return AuditEntry.of(action);
    }
}
