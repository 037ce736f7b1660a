package app.parley.support;

import app.parley.platform.audit.Audit;
import app.parley.platform.audit.AuditEntry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An audit log in memory. */
public final class RecordedAudit implements Audit {
    private final List<AuditEntry> entries = new CopyOnWriteArrayList<>();

    @Override
    public void record(AuditEntry entry) {
        entries.add(entry);
    }

    public List<AuditEntry> entries() {
        return List.copyOf(entries);
    }

    public List<String> actions() {
        return entries.stream().map(AuditEntry::action).toList();
    }
}
