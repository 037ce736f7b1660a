package app.parley.account;

import app.parley.account.Erased.Kind;
import app.parley.platform.audit.AuditFilter;
import app.parley.platform.audit.AuditLog;
import app.parley.platform.audit.AuditRow;
import app.parley.platform.db.Paged;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The account itself, its ways in, its sessions, and what the audit log has of its owner. The log
 * stays, with ids that are nobody's any more.
 */
@Component
class AccountData implements PersonalData {
    private static final int PAGE = 200;

    private final JdbcAccountStore accounts;
    private final JdbcAccountDataStore store;
    private final Sessions sessions;
    private final AuditLog log;

    AccountData(
            JdbcAccountStore accounts,
            JdbcAccountDataStore store,
            Sessions sessions,
            AuditLog log) {
        this.accounts = accounts;
        this.store = store;
        this.sessions = sessions;
        this.log = log;
    }

    private record Profile(
            UUID id,
            String username,
            String displayName,
            @Nullable String email,
            boolean emailVerified,
            Role role,
            Preferences preferences,
            Instant createdAt) {
        static Profile of(Account account) {
            return new Profile(
                    account.id(),
                    account.username(),
                    account.displayName(),
                    account.email(),
                    account.emailVerified(),
                    account.role(),
                    account.preferences(),
                    account.createdAt());
        }
    }

    private record Happening(Instant at, String action, @Nullable String address, String details) {
        static Happening of(AuditRow row) {
            return new Happening(row.at(), row.action(), row.address(), row.details());
        }
    }

    @Override
    public void export(UUID person, PersonalArchive archive) throws IOException {
        var account = accounts.byId(person);
        if (account.isEmpty()) {
            return;
        }
        archive.json("account/profile.json", Profile.of(account.get()));
        archive.json("account/sessions.json", store.sessions(person));
        archive.json("account/sign-in.json", store.waysIn(person));
        archive.json("account/invitations.json", store.invitations(person));
        archive.json("account/activity.json", activity(person));
    }

    /** What the person did. What was done to the account by others is told by letters. */
    private Iterable<Happening> activity(UUID person) {
        var filter = new AuditFilter(null, person, null, null, null);
        return Paged.of(
                        (@Nullable AuditRow last) ->
                                log.find(filter, last == null ? null : last.number(), PAGE))
                .map(Happening::of);
    }

    @Override
    public Erased erase(UUID person) {
        var open = store.erase(person);
        return Erased.uncounted()
                .count(Kind.SESSIONS, open.size())
                .then(() -> sessions.gone(person, open));
    }
}
