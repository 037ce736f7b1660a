package app.parley.account;

import app.parley.platform.audit.Audit;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Changes what people may do, so that it holds for their next request. */
@Component
class Rights {
    private final JdbcAccountStore accounts;
    private final Sessions sessions;
    private final EmailLetters letters;
    private final Audit audit;
    private final Transactions transactions;
    private final Clock clock;

    Rights(
            JdbcAccountStore accounts,
            Sessions sessions,
            EmailLetters letters,
            Audit audit,
            Transactions transactions,
            Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.letters = letters;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Access tokens of the old role are refused from now on; a refresh brings the new role.
     *
     * @throws ParleyException {@code conflict} if nobody would be administrator then
     */
    void changeRole(UUID accountId, Role role) {
        transactions.transaction(
                () -> {
                    var before = accounts.byId(accountId).map(Account::role).orElse(role);
                    if (!accounts.setRole(accountId, role)) {
                        throw lastAdministrator();
                    }
                    audit.record(
                            Audit.entry("role.changed")
                                    .on("account", accountId)
                                    .change("role", before.code(), role.code()));
                    return role;
                });
        sessions.forget(accountId);
    }

    /** Lets somebody in who waits for an administrator; a letter tells them. */
    void approve(UUID accountId) {
        transactions.transaction(
                () -> {
                    if (accounts.approve(accountId)) {
                        audit.record(Audit.entry("person.approved").on("account", accountId));
                        accounts.byId(accountId).ifPresent(letters::approved);
                    }
                    return accountId;
                });
    }

    /**
     * Ends all sessions; nobody signs in to the account until it is restored.
     *
     * @throws ParleyException {@code conflict} if nobody would be administrator then
     */
    void suspend(UUID accountId) {
        transactions.transaction(
                () -> {
                    if (!accounts.suspend(accountId, clock.instant())) {
                        throw lastAdministrator();
                    }
                    audit.record(Audit.entry("person.suspended").on("account", accountId));
                    return accountId;
                });
        sessions.endAll(accountId, null, EndReason.SUSPENDED);
    }

    void restore(UUID accountId) {
        transactions.transaction(
                () -> {
                    accounts.restore(accountId);
                    audit.record(Audit.entry("person.restored").on("account", accountId));
                    return accountId;
                });
    }

    private static ParleyException lastAdministrator() {
        return new ParleyException(
                ErrorCode.CONFLICT,
                "This is the only administrator. Make somebody else an administrator first.");
    }
}
