package app.parley.account;

import app.parley.platform.audit.Audit;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Lets people in whom an administrator has invited. */
@Component
class Invitations {
    private static final String PATH = "/register#invitation=";

    private final JdbcInvitationStore store;
    private final JdbcAccountStore accounts;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;
    private final Audit audit;
    private final Clock clock;

    Invitations(
            JdbcInvitationStore store,
            JdbcAccountStore accounts,
            Transactions transactions,
            ApplicationEventPublisher events,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.transactions = transactions;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param path below Parley's address what the link leads to; shown this once
     */
    record Made(Invitation invitation, String path) {
        /** Keeps the link out of logs. */
        @Override
        public String toString() {
            return "Made[" + invitation.id() + "]";
        }
    }

    /** Makes an invitation; where it is for an address, a letter goes there. */
    Made invite(CurrentUser inviter, @Nullable String email, Role role, int days) {
        var address = email == null ? null : Registration.email(email);
        var token = SecretToken.create();
        var now = clock.instant();
        var goodFor = Duration.ofDays(days);
        var invitation =
                new Invitation(
                        Ids.newId(),
                        address == null ? null : address.text(),
                        role,
                        now,
                        now.plus(goodFor),
                        null);
        return transactions.transaction(
                () -> {
                    store.add(invitation, token, inviter.userId());
                    audit.record(
                            Audit.entry("invitation.made")
                                    .on("invitation", invitation.id())
                                    .detail("role", role.code()));
                    if (address != null) {
                        var name = accounts.byId(inviter.userId()).orElseThrow().displayName();
                        events.publishEvent(
                                new AccountLetter(
                                        null,
                                        address.text(),
                                        AccountLetter.Kind.INVITATION,
                                        PATH + token.text(),
                                        Map.of("inviter", name),
                                        goodFor));
                    }
                    return new Made(invitation, PATH + token.text());
                });
    }

    List<Invitation> all() {
        return store.all();
    }

    void delete(UUID id) {
        transactions.transaction(
                () -> {
                    if (!store.delete(id)) {
                        throw new ParleyException(
                                ErrorCode.NOT_FOUND, "There is no such invitation.");
                    }
                    audit.record(Audit.entry("invitation.deleted").on("invitation", id));
                    return id;
                });
    }

    /**
     * @param token as somebody has sent it; null or empty where they have none
     * @throws ParleyException {@code invitation-required} if it is used, expired or none
     */
    Optional<Invitation> named(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(store.good(token, clock.instant()).orElseThrow(Invitations::notGood));
    }

    /**
     * Uses an invitation up, in the transaction that makes the account.
     *
     * @throws ParleyException {@code invitation-required} if somebody was faster
     */
    void use(Invitation invitation, UUID accountId) {
        if (!store.use(invitation.id(), accountId, clock.instant())) {
            throw notGood();
        }
    }

    private static ParleyException notGood() {
        return new ParleyException(
                ErrorCode.INVITATION_REQUIRED,
                "This invitation was used already, or is too old. Please ask for another.");
    }
}
