package app.parley.account;

import app.parley.account.JdbcAccountStore.Newcomer;
import app.parley.account.JdbcAccountStore.Outcome;
import app.parley.platform.id.Ids;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** People for the store tests. */
final class TestAccounts {
    static final AccountProperties SETTINGS =
            new AccountProperties(
                    true,
                    12,
                    Duration.ofMinutes(5),
                    Duration.ofDays(30),
                    Duration.ofDays(90),
                    Duration.ofSeconds(10),
                    Duration.ofDays(7),
                    "http://unused.test/",
                    Duration.ofSeconds(1));
    static final Client CLIENT = new Client("Mozilla/5.0", "192.0.2.7");

    private TestAccounts() {}

    static Newcomer newcomer(String username, @Nullable String email, Instant at) {
        try {
            return new Newcomer(
                    Ids.newId(),
                    Username.parse(username),
                    username,
                    email == null ? null : EmailAddress.parse(email).orElseThrow(),
                    "hash of " + username,
                    at);
        } catch (Username.Refused refused) {
            throw new IllegalArgumentException(refused);
        }
    }

    static Account added(JdbcAccountStore accounts, String username) {
        var outcome = accounts.add(newcomer(username, null, Instant.EPOCH), true);
        return ((Outcome.Registered) outcome).account();
    }
}
