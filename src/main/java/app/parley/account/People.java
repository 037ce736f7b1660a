package app.parley.account;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Who there is, for modules that let people share things. */
@Component
public class People {
    private final JdbcAccountStore accounts;

    People(JdbcAccountStore accounts) {
        this.accounts = accounts;
    }

    /** Whoever has this name, however it is typed. */
    public Optional<Person> named(String username) {
        return accounts.byUsernameKey(Username.keyOf(username)).map(People::person);
    }

    /** Those of the ids that are somebody's, by name. */
    public List<Person> withIds(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : accounts.byIds(ids).stream().map(People::person).toList();
    }

    /** What somebody may do; empty where nobody has the id. */
    public Optional<Role> roleOf(UUID id) {
        return accounts.byId(id).map(Account::role);
    }

    static Person person(Account account) {
        return new Person(account.id(), account.username(), account.displayName());
    }
}
