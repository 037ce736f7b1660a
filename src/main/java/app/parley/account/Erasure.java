package app.parley.account;

import app.parley.account.Erased.Kind;
import app.parley.platform.audit.Audit;
import app.parley.platform.audit.AuditEntry;
import app.parley.platform.db.Database;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Ends accounts with everything that any module keeps of their owners: the rows in one transaction,
 * then what is not rows. A request that was on its way may write something afterwards, and the
 * process may die in between, so that each erasure is done once more some minutes later.
 */
@Component
class Erasure {
    private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);

    /** Longer than any request takes that began before the account was gone. */
    static final Duration SWEPT_AFTER = Duration.ofMinutes(10);

    private static final int SWEPT_AT_ONCE = 100;
    private static final int MOST_ATTEMPTS = 5;

    private final JdbcAccountStore accounts;
    private final JdbcErasureStore erasures;
    private final List<PersonalData> keepers;
    private final EmailLetters letters;
    private final Database database;
    private final Audit audit;
    private final Clock clock;

    Erasure(
            JdbcAccountStore accounts,
            JdbcErasureStore erasures,
            List<PersonalData> keepers,
            EmailLetters letters,
            Database database,
            Audit audit,
            Clock clock) {
        this.accounts = accounts;
        this.erasures = erasures;
        this.keepers = keepers;
        this.letters = letters;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Erases the account of whoever asks for it.
     *
     * @param typed their username, so that nobody does it by mistake
     * @throws ParleyException {@code conflict} if other people would be left without administrator
     */
    ErasureReceipt erase(CurrentUser user, String typed) {
        if (!Username.keyOf(typed).equals(Username.keyOf(user.username()))) {
            throw new InvalidField("username", "This is not your username.");
        }
        return erase(user.userId(), Audit.entry("account.erased"));
    }

    /**
     * Erases an account for which nobody asks any more.
     *
     * @param reason what the audit log says
     */
    void expire(UUID account, String reason) {
        erase(account, Audit.entry("account.expired").by(null).detail("reason", reason));
    }

    private record Done(ErasureReceipt receipt, List<Erased> parts) {}

    private ErasureReceipt erase(UUID account, AuditEntry entry) {
        var done = rowsAtLast(account, entry);
        afterwards(done.parts());
        return done.receipt();
    }

    /** An answer that is being saved may be in the way for a moment, and this in the way of it. */
    private Done rowsAtLast(UUID account, AuditEntry entry) {
        for (int attempt = 1; ; attempt++) {
            try {
                return database.transaction(() -> rows(account, entry));
            } catch (ConcurrencyFailureException inTheWay) {
                if (attempt == MOST_ATTEMPTS) {
                    throw inTheWay;
                }
            }
        }
    }

    private Done rows(UUID id, AuditEntry entry) {
        var account = accounts.byId(id).orElseThrow(Erasure::gone);
        if (!accounts.mayGo(id)) {
            throw new ParleyException(
                    ErrorCode.CONFLICT,
                    "You are the only administrator. Make somebody else an administrator first.");
        }
        var parts = keepers.stream().map(keeper -> keeper.erase(id)).toList();
        accounts.remove(id);
        var counts = new EnumMap<Kind, Long>(Kind.class);
        parts.forEach(part -> part.counts().forEach((kind, n) -> counts.merge(kind, n, Long::sum)));
        var receipt = ErasureReceipt.of(Ids.newId(), clock.instant(), counts);
        letters.erased(account, receipt);
        erasures.add(receipt.receiptId(), id, receipt.erasedAt());
        audit.record(
                counted(entry.on("account", id).detail("receipt", receipt.receiptId()), counts));
        return new Done(receipt, parts);
    }

    private static AuditEntry counted(AuditEntry entry, Map<Kind, Long> counts) {
        var told = entry;
        for (var count : counts.entrySet()) {
            told = told.detail(count.getKey().name().toLowerCase(Locale.ROOT), count.getValue());
        }
        return told;
    }

    private void afterwards(List<Erased> parts) {
        parts.forEach(part -> attempt(part.afterwards()));
        attempt(database::expunge);
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            // The account is gone all the same; the second round tries again.
            LOG.error("Something of an erased account is still there", failed);
        }
    }

    /** The second round. */
    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        for (var erasure : erasures.unswept(clock.instant().minus(SWEPT_AFTER), SWEPT_AT_ONCE)) {
            var parts =
                    database.transaction(
                            () ->
                                    keepers.stream()
                                            .map(keeper -> keeper.erase(erasure.account()))
                                            .toList());
            afterwards(parts);
            erasures.swept(erasure.id(), clock.instant());
        }
    }

    private static ParleyException gone() {
        return new ParleyException(ErrorCode.UNAUTHENTICATED, "This account does not exist.");
    }
}
