package app.parley.platform.audit;

/**
 * Something was recorded that somebody or another server may have to hear of. Published in the
 * transaction of the entry: what a listener writes stands or falls with it.
 */
public record AuditRecorded(AuditEntry entry) {}
