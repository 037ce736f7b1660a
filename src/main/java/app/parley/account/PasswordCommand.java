package app.parley.account;

import app.parley.platform.audit.Audit;
import app.parley.platform.command.Command;
import app.parley.platform.command.CommandFailure;
import app.parley.platform.command.Offline;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ParleyException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/**
 * {@code ./parley password NAME}: gives somebody a password, who has lost theirs or never had one.
 */
@Offline
class PasswordCommand implements Command {
    private final AccountArgument named;
    private final JdbcAccountStore accounts;
    private final JdbcSessionStore sessions;
    private final PasswordPolicy policy;
    private final PasswordHasher hasher;
    private final Audit audit;
    private final Transactions transactions;
    private final Clock clock;

    PasswordCommand(
            AccountArgument named,
            JdbcAccountStore accounts,
            JdbcSessionStore sessions,
            PasswordPolicy policy,
            PasswordHasher hasher,
            Audit audit,
            Transactions transactions,
            Clock clock) {
        this.named = named;
        this.accounts = accounts;
        this.sessions = sessions;
        this.policy = policy;
        this.hasher = hasher;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "password";
    }

    @Override
    public String usage() {
        return "password USERNAME    (asks for the password, or reads it as a line)";
    }

    @Override
    public boolean run(List<String> arguments, PrintStream out) {
        var account = named.of(arguments, "Whose password?");
        var password = typed();
        try {
            policy.check("password", password, account.username());
        } catch (ParleyException refused) {
            throw CommandFailure.because(refused.detail());
        }
        var hash = hasher.hash(password);
        transactions.transaction(
                () -> {
                    accounts.replacePassword(account.id(), account.passwordHash(), hash);
                    audit.record(
                            Audit.entry("account.password-reset")
                                    .on("account", account.id())
                                    .detail("way", "command"));
                    return sessions.endAll(
                            account.id(), null, clock.instant(), EndReason.PASSWORD_CHANGED);
                });
        out.println(account.username() + " has a new password, and is signed out everywhere.");
        return true;
    }

    private static String typed() {
        var console = System.console();
        if (console != null && console.isTerminal()) {
            var once = console.readPassword("New password: ");
            var twice = console.readPassword("Once more: ");
            if (once == null || !Arrays.equals(once, twice)) {
                throw CommandFailure.because("The two are not the same.");
            }
            return new String(once);
        }
        try {
            // Not closed: the stream is the process's, not ours.
            var line =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                            .readLine();
            return line == null ? "" : line;
        } catch (IOException unreadable) {
            throw CommandFailure.because("The password cannot be read.");
        }
    }
}
