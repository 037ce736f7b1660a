package app.parley.account;

import app.parley.account.JdbcAccountTokenStore.Purpose;
import app.parley.platform.audit.Audit;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.task.Tasks;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Lets people choose a new password who have forgotten theirs and can read their mail. */
@Component
class PasswordReset {
    /** More than wait for a letter at a time are refused, whether or not they have an account. */
    private static final int AT_ONCE = 256;

    private static final int RETRY_SECONDS = 30;

    private final JdbcAccountStore accounts;
    private final JdbcAccountTokenStore tokens;
    private final JdbcLoginFailureStore failures;
    private final EmailLetters letters;
    private final PasswordRules passwords;
    private final PasswordHasher hasher;
    private final Sessions sessions;
    private final Transactions transactions;
    private final Audit audit;
    private final Tasks tasks;
    private final AccountProperties settings;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE);

    PasswordReset(
            JdbcAccountStore accounts,
            JdbcAccountTokenStore tokens,
            JdbcLoginFailureStore failures,
            EmailLetters letters,
            PasswordRules passwords,
            PasswordHasher hasher,
            Sessions sessions,
            Transactions transactions,
            Audit audit,
            Tasks tasks,
            AccountProperties settings,
            Clock clock) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.failures = failures;
        this.letters = letters;
        this.passwords = passwords;
        this.hasher = hasher;
        this.sessions = sessions;
        this.transactions = transactions;
        this.audit = audit;
        this.tasks = tasks;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Sends a link to the address if it is somebody's who has confirmed it. The caller learns
     * nothing of that, not even from how long it takes: all of it happens beside the request.
     */
    void ask(String address) {
        if (!places.tryAcquire()) {
            throw new ParleyException(
                    ErrorCode.RATE_LIMITED,
                    "Too many people ask for a new password at this moment.",
                    Map.of("retryAfterSeconds", RETRY_SECONDS));
        }
        tasks.start(
                "password-reset",
                () -> {
                    try {
                        EmailAddress.parse(address.strip())
                                .flatMap(email -> accounts.byEmailKey(email.key()))
                                .filter(this::mayReset)
                                .ifPresent(this::send);
                    } finally {
                        places.release();
                    }
                });
    }

    /** An address that nobody has confirmed may be a stranger's, mistyped. */
    private boolean mayReset(Account account) {
        return settings.passwords()
                && account.emailVerified()
                && account.passwordHash() != null
                && !account.suspended();
    }

    private void send(Account account) {
        var email = account.email();
        if (email != null) {
            letters.passwordReset(account, email);
        }
    }

    /**
     * Sets the password and ends every session.
     *
     * @throws ParleyException {@code bad-token} if the link is used, expired or none; {@code
     *     weak-password}, which leaves the link good
     */
    void reset(String token, String password) {
        var account =
                tokens.holder(token, Purpose.RESET_PASSWORD, clock.instant())
                        .flatMap(accounts::byId)
                        .filter(this::mayReset)
                        .orElseThrow(PasswordReset::badToken);
        passwords.check("newPassword", password, account.username(), account.id());
        var hash = hasher.hash(password);
        transactions.transaction(() -> use(token, account, hash));
        sessions.endAll(account.id(), null, EndReason.PASSWORD_RESET);
    }

    private UUID use(String token, Account account, String hash) {
        var redeemed =
                tokens.redeem(token, Purpose.RESET_PASSWORD, clock.instant())
                        .orElseThrow(PasswordReset::badToken);
        if (!accounts.replacePassword(account.id(), account.passwordHash(), hash)) {
            throw badToken();
        }
        tokens.voidAll(account.id(), Purpose.NEW_EMAIL, clock.instant());
        // Whoever reads the mailbox need not wait for what others have guessed wrong.
        failures.forget(account.id().toString());
        audit.record(
                Audit.entry("account.password-reset").by(account.id()).on("account", account.id()));
        return redeemed.accountId();
    }

    static ParleyException badToken() {
        return new ParleyException(
                ErrorCode.BAD_TOKEN,
                "This link was used already, is too old, or is not complete. Please ask for another.");
    }
}
