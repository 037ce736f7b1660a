package app.parley.account;

import app.parley.account.JdbcAccountTokenStore.Purpose;
import app.parley.platform.audit.Audit;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds out whether an address is that of whoever says so, by the link that is sent there. */
@Component
class EmailOwnership {
    private final JdbcAccountStore accounts;
    private final JdbcAccountTokenStore tokens;
    private final EmailLetters letters;
    private final Sessions sessions;
    private final Transactions transactions;
    private final Audit audit;
    private final Clock clock;

    EmailOwnership(
            JdbcAccountStore accounts,
            JdbcAccountTokenStore tokens,
            EmailLetters letters,
            Sessions sessions,
            Transactions transactions,
            Audit audit,
            Clock clock) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.letters = letters;
        this.sessions = sessions;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    private record Proven(Account before, JdbcAccountTokenStore.Redeemed link, boolean isNew) {}

    /**
     * @throws ParleyException {@code bad-token} if the link is used, expired or none
     */
    void confirm(String token) {
        var proven = transactions.transaction(() -> proven(token));
        if (proven.isNew() && proven.before().email() != null) {
            sessions.endAll(
                    proven.before().id(), proven.link().sessionId(), EndReason.EMAIL_CHANGED);
        }
    }

    private Proven proven(String token) {
        var now = clock.instant();
        var first = tokens.redeem(token, Purpose.VERIFY_EMAIL, now);
        var link =
                first.or(() -> tokens.redeem(token, Purpose.NEW_EMAIL, now))
                        .orElseThrow(PasswordReset::badToken);
        var account = accounts.byId(link.accountId()).orElseThrow(PasswordReset::badToken);
        var address =
                Optional.ofNullable(link.address())
                        .flatMap(EmailAddress::parse)
                        .orElseThrow(PasswordReset::badToken);
        var email = account.email();
        boolean isTheirs = email != null && EmailAddress.keyOf(email).equals(address.key());
        // A link to an address that they have left meanwhile proves nothing of the one they have.
        if (first.isPresent() && !isTheirs
                || !accounts.setVerifiedEmail(account.id(), address, now)) {
            throw PasswordReset.badToken();
        }
        audit.record(
                Audit.entry(isTheirs ? "account.email-verified" : "account.email-changed")
                        .by(account.id())
                        .on("account", account.id()));
        if (!isTheirs) {
            letters.emailChanged(account, address.text());
            // A link to the old mailbox does not open the account any more.
            tokens.voidAll(account.id(), Purpose.RESET_PASSWORD, now);
        }
        return new Proven(account, link, !isTheirs);
    }

    /** Sends another link to the address that the account has. */
    void sendAgain(CurrentUser user) {
        var account = accounts.byId(user.userId()).orElseThrow();
        if (account.email() == null) {
            throw new ParleyException(
                    ErrorCode.CONFLICT, "There is no e-mail address in your account.");
        }
        if (!account.emailVerified() && !letters.verification(account)) {
            throw tooMany();
        }
    }

    /**
     * Sends a link to a new address; the account has it once the link is used. Whether the address
     * is somebody else's only its owner is told.
     */
    void change(CurrentUser user, String typed) {
        var address = Registration.email(typed);
        var account = accounts.byId(user.userId()).orElseThrow();
        var owner = accounts.byEmailKey(address.key()).filter(Account::emailVerified);
        boolean sent =
                transactions.transaction(
                        () -> {
                            // The same is written for both, so that neither takes longer.
                            boolean allowed =
                                    owner.isEmpty()
                                            ? letters.newEmail(
                                                    account, address.text(), user.sessionId())
                                            : letters.countNewEmail(account, address.text());
                            if (allowed && owner.isPresent()) {
                                letters.alreadyRegistered(owner.get());
                            }
                            if (allowed) {
                                letters.emailChangeAsked(account, address.text());
                            }
                            return allowed;
                        });
        if (!sent) {
            throw tooMany();
        }
    }

    private static ParleyException tooMany() {
        return new ParleyException(
                ErrorCode.RATE_LIMITED,
                "So many letters were sent already. Please try again in an hour.",
                Map.of("retryAfterSeconds", 3600));
    }
}
