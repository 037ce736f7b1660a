package app.parley.account;

import app.parley.account.JdbcAccountStore.Newcomer;
import app.parley.account.JdbcAccountStore.Outcome;
import app.parley.platform.audit.Audit;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Makes accounts for people who ask for one. */
@Component
class Registration {
    private final JdbcAccountStore accounts;
    private final Sessions sessions;
    private final RegistrationPolicy registration;
    private final PasswordPolicy passwords;
    private final PasswordHasher hasher;
    private final Audit audit;
    private final Transactions transactions;
    private final Clock clock;

    Registration(
            JdbcAccountStore accounts,
            Sessions sessions,
            RegistrationPolicy registration,
            PasswordPolicy passwords,
            PasswordHasher hasher,
            Audit audit,
            Transactions transactions,
            Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.registration = registration;
        this.passwords = passwords;
        this.hasher = hasher;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    boolean isFirstUserAwaited() {
        return !accounts.hasFounder();
    }

    SignIn.SignedIn register(NewAccount form, Client client) {
        var username = username(form.username());
        var email = form.email() == null ? null : email(form.email());
        var displayName =
                form.displayName() == null
                        ? username.text()
                        : DisplayName.checked(form.displayName());
        passwords.check("password", form.password(), username.text());
        boolean open = registration.isOpen();
        if (!open && accounts.hasFounder()) {
            throw closed();
        }
        var hash = hasher.hash(form.password());
        var newcomer =
                new Newcomer(Ids.newId(), username, displayName, email, hash, clock.instant());
        return switch (transactions.transaction(() -> added(newcomer, open))) {
            case Outcome.Registered(var account) ->
                    new SignIn.SignedIn(account, sessions.open(account.id(), client));
            case Outcome.UsernameTaken() -> throw usernameTaken();
            case Outcome.EmailTaken() ->
                    throw new ParleyException(
                            ErrorCode.EMAIL_TAKEN,
                            "There is an account with this e-mail address already.");
            case Outcome.RegistrationClosed() -> throw closed();
        };
    }

    private Outcome added(Newcomer newcomer, boolean open) {
        var outcome = accounts.add(newcomer, open);
        if (outcome instanceof Outcome.Registered(var account)) {
            audit.record(
                    Audit.entry("account.registered")
                            .by(account.id())
                            .on("account", account.id())
                            .detail("role", account.role().code()));
        }
        return outcome;
    }

    static Username username(String typed) {
        try {
            return Username.parse(typed);
        } catch (Username.Refused refused) {
            throw new InvalidField("username", refused.reason());
        }
    }

    private static EmailAddress email(String typed) {
        return EmailAddress.parse(typed)
                .orElseThrow(() -> new InvalidField("email", "This is not an e-mail address."));
    }

    static ParleyException usernameTaken() {
        return new ParleyException(
                ErrorCode.USERNAME_TAKEN, "This username is taken, or looks like one that is.");
    }

    static ParleyException closed() {
        return new ParleyException(
                ErrorCode.FORBIDDEN,
                "Registration is closed. Please ask an administrator for an account.");
    }
}
