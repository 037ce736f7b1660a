package app.parley.account;

import app.parley.account.JdbcAccountStore.Newcomer;
import app.parley.account.JdbcAccountStore.Outcome;
import app.parley.platform.command.Offline;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes in people from another product, with the hashes of their passwords. */
@Offline
public class ImportedPeople {
    private final JdbcAccountStore accounts;

    ImportedPeople(JdbcAccountStore accounts) {
        this.accounts = accounts;
    }

    /** What became of somebody. */
    public sealed interface Arrival {
        /**
         * @param hasPassword false where there was none, or a kind that Parley cannot check
         */
        record Arrived(Person person, boolean hasPassword) implements Arrival {}

        /** They came with an earlier import. */
        record WasThere(Person person) implements Arrival {}

        /** Somebody else has the name, or one that looks like it. */
        record NameTaken() implements Arrival {}

        /**
         * @param reason why the name cannot be one in Parley: a sentence
         */
        record NameRefused(String reason) implements Arrival {}
    }

    /**
     * @param id theirs for good: whoever has it is the same person
     * @param passwordHash in bcrypt's form; null for somebody without a password
     */
    public Arrival bring(
            UUID id, String username, @Nullable String passwordHash, Instant createdAt) {
        var known = accounts.byId(id);
        if (known.isPresent()) {
            return new Arrival.WasThere(People.person(known.get()));
        }
        var hash =
                passwordHash != null && PasswordHasher.canCheck(passwordHash) ? passwordHash : null;
        try {
            var name = Username.parse(username);
            var newcomer = new Newcomer(id, name, name.text(), null, hash, createdAt);
            return accounts.addImported(newcomer) instanceof Outcome.Registered(var account)
                    ? new Arrival.Arrived(People.person(account), hash != null)
                    : new Arrival.NameTaken();
        } catch (Username.Refused refused) {
            return new Arrival.NameRefused(refused.reason());
        }
    }

    /** Whoever has this name now. */
    public Optional<Person> named(String username) {
        return accounts.byUsernameKey(Username.keyOf(username)).map(People::person);
    }
}
