package app.parley.account;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** How to reach people who have shown that an address is theirs. */
@Component
public class Contacts {
    private final JdbcAccountStore accounts;

    Contacts(JdbcAccountStore accounts) {
        this.accounts = accounts;
    }

    /** Somebody's name and verified address. */
    public record Contact(String name, String email) {
        /** Says nothing of anybody. */
        @Override
        public String toString() {
            return "Contact";
        }
    }

    /** Empty for those without a verified address. */
    public Optional<Contact> of(UUID accountId) {
        return accounts.byId(accountId).flatMap(Contacts::contact);
    }

    /** Those administrators who can be reached, by the ids of their accounts. */
    public Map<UUID, Contact> administrators() {
        Map<UUID, Contact> reachable = new LinkedHashMap<>();
        for (var administrator : accounts.administrators()) {
            contact(administrator).ifPresent(found -> reachable.put(administrator.id(), found));
        }
        return reachable;
    }

    private static Optional<Contact> contact(Account account) {
        var email = account.email();
        return email == null || !account.emailVerified()
                ? Optional.empty()
                : Optional.of(new Contact(account.displayName(), email));
    }
}
