package app.parley.account;

import app.parley.account.factor.Factors;
import app.parley.platform.audit.Audit;
import app.parley.platform.command.Command;
import app.parley.platform.command.Offline;
import app.parley.platform.db.Transactions;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;

/**
 * {@code ./parley factors NAME}: takes all second factors from somebody who lost them, when there
 * is no other administrator who could.
 */
@Offline
class FactorsCommand implements Command {
    private final AccountArgument named;
    private final JdbcSessionStore sessions;
    private final Factors factors;
    private final Audit audit;
    private final Transactions transactions;
    private final Clock clock;

    FactorsCommand(
            AccountArgument named,
            JdbcSessionStore sessions,
            Factors factors,
            Audit audit,
            Transactions transactions,
            Clock clock) {
        this.named = named;
        this.sessions = sessions;
        this.factors = factors;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "factors";
    }

    @Override
    public String usage() {
        return "factors USERNAME    (takes their app, recovery codes and passkeys away)";
    }

    @Override
    public boolean run(List<String> arguments, PrintStream out) {
        var account = named.of(arguments, "Whose factors?");
        transactions.transaction(
                () -> {
                    factors.removeAll(account.id());
                    audit.record(
                            Audit.entry("factor.removed")
                                    .on("account", account.id())
                                    .detail("factor", "all")
                                    .detail("way", "command"));
                    return sessions.endAll(
                            account.id(), null, clock.instant(), EndReason.FACTORS_CHANGED);
                });
        out.println(
                account.username()
                        + " has no second factor any more, and is signed out everywhere.");
        return true;
    }
}
