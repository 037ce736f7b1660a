package app.parley.account;

import app.parley.account.JdbcAccountStore.Newcomer;
import app.parley.account.JdbcAccountStore.Outcome;
import app.parley.platform.audit.Audit;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Takes people for who they say they are, where passwords are switched off: {@link PasswordsOff}
 * says where that may be. An account that has a password, a passkey or an identity elsewhere is
 * never opened by its name, and one that has nothing else is never the administrator's.
 */
@Service
public class NameSignIn {
    private final JdbcAccountStore accounts;
    private final RegistrationPolicy registration;
    private final AccountProperties settings;
    private final Audit audit;
    private final Clock clock;

    NameSignIn(
            JdbcAccountStore accounts,
            RegistrationPolicy registration,
            AccountProperties settings,
            Audit audit,
            Clock clock) {
        this.accounts = accounts;
        this.registration = registration;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param isNew whether the account was made just now
     */
    public record Named(Person person, boolean isNew) {}

    /** Whoever has this name, and nothing else to prove it with. */
    public Optional<Person> find(String username) {
        if (settings.passwords()) {
            return Optional.empty();
        }
        return accounts.byUsernameKey(Username.keyOf(username))
                .filter(account -> !account.suspended() && accounts.hasNameAlone(account.id()))
                .map(People::person);
    }

    /**
     * Finds whoever has this name, or makes an account for it.
     *
     * @throws ParleyException if the name is not one, belongs to an account with a password, or
     *     looks like another
     */
    public Named register(String typed) {
        if (settings.passwords()) {
            throw new ParleyException(
                    ErrorCode.FORBIDDEN, "A password is needed here; a name alone is not enough.");
        }
        return find(typed)
                .map(person -> new Named(person, false))
                .orElseGet(() -> new Named(add(Registration.username(typed)), true));
    }

    private Person add(Username username) {
        var newcomer =
                new Newcomer(Ids.newId(), username, username.text(), null, null, clock.instant());
        return switch (accounts.add(newcomer, registration.signUp() == SignUp.OPEN)) {
            case Outcome.Registered(var account) -> {
                audit.record(
                        Audit.entry("account.registered")
                                .by(account.id())
                                .on("account", account.id())
                                .detail("way", "name alone"));
                yield People.person(account);
            }
            case Outcome.UsernameTaken() -> throw Registration.usernameTaken();
            case Outcome.EmailTaken() -> throw new IllegalStateException("there is no address");
            case Outcome.RegistrationClosed() -> throw Registration.closed();
        };
    }
}
