package app.parley.platform.audit;

import app.parley.platform.command.Offline;
import app.parley.platform.db.Database;
import app.parley.platform.db.Dialect;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Appends entries to the log in the database. */
@Component
@Offline
class AuditTrail implements Audit {
    private final Database database;
    private final JdbcAuditStore store;
    private final AuditChain chain;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AuditTrail(
            Database database,
            JdbcAuditStore store,
            AuditChain chain,
            JsonMapper json,
            ApplicationEventPublisher events,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.chain = chain;
        this.json = json;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void record(AuditEntry entry) {
        if (database.dialect() == Dialect.POSTGRESQL
                && TransactionSynchronizationManager.isActualTransactionActive()) {
            // The head is locked last and for the shortest time: no two transactions can wait for
            // each other because one recorded something before it changed a row.
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void beforeCommit(boolean readOnly) {
                            append(entry);
                        }
                    });
            events.publishEvent(new AuditRecorded(entry));
        } else {
            database.change(
                    _ -> {
                        append(entry);
                        events.publishEvent(new AuditRecorded(entry));
                    });
        }
    }

    private void append(AuditEntry entry) {
        store.append(
                head -> next(head, entry), row -> chain.seal("head", row.number(), row.hash()));
    }

    private AuditRow next(JdbcAuditStore.Head head, AuditEntry entry) {
        var unhashed =
                new AuditRow(
                        head.number() + 1,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        entry.action(),
                        entry.actorId(),
                        entry.address(),
                        entry.subject(),
                        json.writeValueAsString(entry.details()),
                        json.writeValueAsString(entry.changes()),
                        "");
        return new AuditRow(
                unhashed.number(),
                unhashed.at(),
                unhashed.action(),
                unhashed.actorId(),
                unhashed.address(),
                unhashed.subject(),
                unhashed.details(),
                unhashed.changes(),
                AuditChain.hash(unhashed, head.hash()));
    }
}
