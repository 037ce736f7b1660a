package app.parley.account.passkey;

import app.parley.platform.db.Database;
import java.time.Clock;

/** Passkeys without the rest of the server. */
public final class TestPasskeys {
    private TestPasskeys() {}

    public static Passkeys in(Database database, Clock clock) {
        return new Passkeys(new JdbcPasskeyStore(database), event -> {}, clock);
    }
}
