package app.parley.account;

import app.parley.account.JdbcAccountStore.Entry;
import app.parley.account.JdbcAccountStore.Newcomer;
import app.parley.account.JdbcAccountStore.Outcome;
import app.parley.platform.audit.Audit;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes accounts for people who ask for one. */
@Component
class Registration {
    private final JdbcAccountStore accounts;
    private final Sessions sessions;
    private final RegistrationPolicy registration;
    private final Invitations invitations;
    private final EmailLetters letters;
    private final PasswordRules passwords;
    private final PasswordHasher hasher;
    private final Audit audit;
    private final Transactions transactions;
    private final Clock clock;

    Registration(
            JdbcAccountStore accounts,
            Sessions sessions,
            RegistrationPolicy registration,
            Invitations invitations,
            EmailLetters letters,
            PasswordRules passwords,
            PasswordHasher hasher,
            Audit audit,
            Transactions transactions,
            Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.registration = registration;
        this.invitations = invitations;
        this.letters = letters;
        this.passwords = passwords;
        this.hasher = hasher;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    boolean isFirstUserAwaited() {
        return !accounts.hasFounder();
    }

    /** What became of somebody's wish for an account. */
    sealed interface Registered {
        record In(SignIn.SignedIn signedIn) implements Registered {}

        /** They come in later: when the address is confirmed, or an administrator has approved. */
        record Waiting(String pending) implements Registered {}
    }

    Registered register(NewAccount form, Client client) {
        var username = username(form.username());
        var invitation = invitations.named(form.invitation());
        var email = email(form, invitation);
        var displayName =
                form.displayName() == null
                        ? username.text()
                        : DisplayName.checked(form.displayName());
        var entry = entry(email, invitation);
        passwords.check("password", form.password(), username.text(), null);
        var hash = hasher.hash(form.password());
        var newcomer =
                new Newcomer(Ids.newId(), username, displayName, email, hash, clock.instant());
        var account = transactions.transaction(() -> added(newcomer, entry, invitation));
        if (account.awaitsEmail()) {
            return new Registered.Waiting("email");
        }
        if (account.awaitsApproval()) {
            return new Registered.Waiting("approval");
        }
        return new Registered.In(new SignIn.SignedIn(account, sessions.open(account.id(), client)));
    }

    /** The first person of all may always come in. */
    private Entry entry(@Nullable EmailAddress email, Optional<Invitation> invitation) {
        try {
            return registration.entry(email, invitation);
        } catch (ParleyException refused) {
            if (isFirstUserAwaited()) {
                return Entry.CLOSED;
            }
            throw refused;
        }
    }

    private Account added(Newcomer newcomer, Entry entry, Optional<Invitation> invitation) {
        var account =
                switch (accounts.add(newcomer, entry)) {
                    case Outcome.Registered(var registered) -> registered;
                    case Outcome.UsernameTaken() -> throw usernameTaken();
                    case Outcome.EmailTaken() ->
                            throw new ParleyException(
                                    ErrorCode.EMAIL_TAKEN,
                                    "There is an account with this e-mail address already.");
                    case Outcome.RegistrationClosed() -> throw closed();
                };
        audit.record(
                Audit.entry("account.registered")
                        .by(account.id())
                        .on("account", account.id())
                        .detail("role", account.role().code()));
        invitation.ifPresent(used -> invitations.use(used, account.id()));
        var email = newcomer.email();
        if (email != null) {
            letters.claim(account, email);
        }
        return account;
    }

    private static @Nullable EmailAddress email(NewAccount form, Optional<Invitation> invitation) {
        var invited = invitation.map(Invitation::email).orElse(null);
        if (form.email() == null || form.email().isBlank()) {
            return invited == null ? null : email(invited);
        }
        var typed = email(form.email());
        if (invited != null && !EmailAddress.keyOf(invited).equals(typed.key())) {
            throw new InvalidField("email", "This invitation is for another address.");
        }
        return typed;
    }

    static Username username(String typed) {
        try {
            return Username.parse(typed);
        } catch (Username.Refused refused) {
            throw new InvalidField("username", refused.reason());
        }
    }

    static EmailAddress email(String typed) {
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
