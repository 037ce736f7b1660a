package app.parley.account;

import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Changes what people may do, so that it holds for their next request. */
@Component
class Rights {
    private final JdbcAccountStore accounts;
    private final Sessions sessions;
    private final Clock clock;

    Rights(JdbcAccountStore accounts, Sessions sessions, Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Access tokens of the old role are refused from now on; a refresh brings the new role. */
    void changeRole(UUID accountId, Role role) {
        accounts.setRole(accountId, role);
        sessions.forget(accountId);
    }

    /** Ends all sessions; nobody signs in to the account until it is restored. */
    void suspend(UUID accountId) {
        accounts.setSuspended(accountId, clock.instant());
        sessions.endAll(accountId, null, EndReason.SUSPENDED);
    }

    void restore(UUID accountId) {
        accounts.setSuspended(accountId, null);
    }
}
