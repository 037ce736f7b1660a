package app.parley.account;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
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

    /**
     * Access tokens of the old role are refused from now on; a refresh brings the new role.
     *
     * @throws ParleyException {@code conflict} if nobody would be administrator then
     */
    void changeRole(UUID accountId, Role role) {
        if (!accounts.setRole(accountId, role)) {
            throw lastAdministrator();
        }
        sessions.forget(accountId);
    }

    /**
     * Ends all sessions; nobody signs in to the account until it is restored.
     *
     * @throws ParleyException {@code conflict} if nobody would be administrator then
     */
    void suspend(UUID accountId) {
        if (!accounts.suspend(accountId, clock.instant())) {
            throw lastAdministrator();
        }
        sessions.endAll(accountId, null, EndReason.SUSPENDED);
    }

    void restore(UUID accountId) {
        accounts.restore(accountId);
    }

    private static ParleyException lastAdministrator() {
        return new ParleyException(
                ErrorCode.CONFLICT,
                "This is the only administrator. Make somebody else an administrator first.");
    }
}
