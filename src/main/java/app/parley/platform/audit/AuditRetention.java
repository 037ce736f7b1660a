package app.parley.platform.audit;

import app.parley.platform.config.SettingStore;
import app.parley.platform.db.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes away entries that are older than the administrators want them kept. The sealed checkpoint
 * that is left, and an entry that says so, let the rest of the chain verify.
 */
@Component
class AuditRetention {
    static final int SHORTEST_DAYS = 30;
    static final int LONGEST_DAYS = 36_500;

    private static final Logger log = LoggerFactory.getLogger(AuditRetention.class);
    private static final String SETTING = "audit.retention-days";

    private final JdbcAuditStore store;
    private final AuditChain chain;
    private final Audit audit;
    private final SettingStore settings;
    private final Transactions transactions;
    private final Clock clock;

    AuditRetention(
            JdbcAuditStore store,
            AuditChain chain,
            Audit audit,
            SettingStore settings,
            Transactions transactions,
            Clock clock) {
        this.store = store;
        this.chain = chain;
        this.audit = audit;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Empty: for ever. */
    Optional<Integer> days() {
        return settings.find(SETTING).map(Integer::valueOf);
    }

    /**
     * @param days null for ever
     */
    void keepFor(@Nullable Integer days) {
        settings.put(SETTING, days == null ? null : days.toString());
    }

    @Scheduled(initialDelay = 1, fixedDelay = 24, timeUnit = TimeUnit.HOURS)
    void shortenDaily() {
        try {
            shorten();
        } catch (DataAccessException failed) {
            log.warn("the audit log cannot be shortened now: {}", failed.getMessage());
        }
    }

    /**
     * @return how many entries are gone
     */
    int shorten() {
        var days = days();
        if (days.isEmpty()) {
            return 0;
        }
        var now = clock.instant();
        var last = store.lastBefore(now.minus(Duration.ofDays(days.get())));
        if (last.isEmpty()) {
            return 0;
        }
        var row = last.get();
        var checkpoint =
                new JdbcAuditStore.Checkpoint(
                        row.number(),
                        row.hash(),
                        chain.seal("checkpoint", row.number(), row.hash()),
                        now);
        int gone =
                transactions.transaction(
                        () -> {
                            int removed = store.shorten(checkpoint);
                            audit.record(
                                    Audit.entry("audit.shortened")
                                            .detail("entries", removed)
                                            .detail("lastRemoved", row.number())
                                            .detail("lastRemovedDigest", row.hash()));
                            return removed;
                        });
        log.info("{} entries of the audit log were older than {} days", gone, days.get());
        return gone;
    }
}
