package app.parley.account;

import app.parley.account.JdbcAccountTokenStore.Allowance;
import app.parley.account.JdbcAccountTokenStore.Purpose;
import app.parley.platform.db.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Has letters with links sent. A link and its letter are one transaction, and nobody can have a
 * mailbox flooded: what an account may ask for is counted in rows.
 */
@Component
class EmailLetters {
    private static final Duration RESET_GOOD_FOR = Duration.ofMinutes(15);
    private static final Duration CHANGE_GOOD_FOR = Duration.ofHours(1);
    private static final Duration VERIFICATION_GOOD_FOR = Duration.ofDays(1);
    private static final Duration NOTICE_GOOD_FOR = Duration.ofDays(3);
    private static final Allowance RESETS = new Allowance(5, Duration.ofHours(1));
    private static final Allowance OTHERS = new Allowance(5, Duration.ofHours(1));

    private final JdbcAccountStore accounts;
    private final JdbcAccountTokenStore tokens;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    EmailLetters(
            JdbcAccountStore accounts,
            JdbcAccountTokenStore tokens,
            Transactions transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Somebody says that an address is theirs: a link goes there. If it is somebody else's, who has
     * shown it, a notice goes there in its place.
     */
    void claim(Account account, EmailAddress address) {
        var email = account.email();
        if (email != null && EmailAddress.keyOf(email).equals(address.key())) {
            verification(account);
            return;
        }
        var owner = accounts.byEmailKey(address.key()).filter(Account::emailVerified);
        if (owner.isEmpty()) {
            newEmail(account, address.text(), null);
        } else if (countNewEmail(account, address.text())) {
            alreadyRegistered(owner.get());
        }
    }

    /** To whoever has said that this address is theirs. */
    boolean verification(Account account) {
        var email = account.email();
        return email != null
                && !account.emailVerified()
                && link(
                        account,
                        Purpose.VERIFY_EMAIL,
                        AccountLetter.Kind.VERIFY_EMAIL,
                        email,
                        null,
                        "/verify-email#token=",
                        VERIFICATION_GOOD_FOR,
                        OTHERS);
    }

    /** Another one, for somebody who comes back before the first link was used. */
    @EventListener
    void on(EmailAwaited event) {
        accounts.byId(event.accountId())
                .ifPresent(
                        account ->
                                tokens.latestAddress(account.id())
                                        .flatMap(EmailAddress::parse)
                                        .ifPresent(address -> claim(account, address)));
    }

    boolean passwordReset(Account account, String to) {
        return link(
                account,
                Purpose.RESET_PASSWORD,
                AccountLetter.Kind.RESET_PASSWORD,
                to,
                null,
                "/reset-password#token=",
                RESET_GOOD_FOR,
                RESETS);
    }

    boolean newEmail(Account account, String address, @Nullable UUID sessionId) {
        return link(
                account,
                Purpose.NEW_EMAIL,
                AccountLetter.Kind.CONFIRM_NEW_EMAIL,
                address,
                sessionId,
                "/verify-email#token=",
                CHANGE_GOOD_FOR,
                OTHERS);
    }

    /** Counts a letter that is not sent, because the address is somebody else's. */
    boolean countNewEmail(Account account, String address) {
        var now = clock.instant();
        return tokens.issue(
                account.id(),
                Purpose.NEW_EMAIL,
                SecretToken.create(),
                address,
                null,
                now,
                now,
                OTHERS);
    }

    /** To the address that an account has, that another is asked for. */
    void emailChangeAsked(Account account, String newAddress) {
        verifiedAddress(account)
                .ifPresent(
                        old ->
                                notice(
                                        account,
                                        AccountLetter.Kind.EMAIL_CHANGE_ASKED,
                                        old,
                                        "/settings/security",
                                        Map.of(
                                                "name",
                                                account.displayName(),
                                                "address",
                                                newAddress)));
    }

    /** To the address that the account had. */
    void emailChanged(Account before, String newAddress) {
        verifiedAddress(before)
                .ifPresent(
                        old ->
                                notice(
                                        before,
                                        AccountLetter.Kind.EMAIL_CHANGED,
                                        old,
                                        null,
                                        Map.of(
                                                "name",
                                                before.displayName(),
                                                "address",
                                                newAddress)));
    }

    /** To the owner of an address that somebody else, or they themselves, have used once more. */
    void alreadyRegistered(Account owner) {
        // Counted like a reset's letter: a stranger can cause it.
        transactions.transaction(
                () -> {
                    var email = owner.email();
                    var now = clock.instant();
                    if (email != null
                            && tokens.issue(
                                    owner.id(),
                                    Purpose.NOTICE,
                                    SecretToken.create(),
                                    null,
                                    null,
                                    now,
                                    now,
                                    OTHERS)) {
                        notice(
                                owner,
                                AccountLetter.Kind.ALREADY_REGISTERED,
                                email,
                                "/forgot-password",
                                Map.of("name", owner.displayName()));
                    }
                    return owner.id();
                });
    }

    void approved(Account account) {
        verifiedAddress(account)
                .ifPresent(
                        to ->
                                notice(
                                        account,
                                        AccountLetter.Kind.APPROVED,
                                        to,
                                        "/sign-in",
                                        Map.of("name", account.displayName())));
    }

    /** The last one, which is nobody's any more. */
    void erased(Account account, ErasureReceipt receipt) {
        verifiedAddress(account)
                .ifPresent(
                        to ->
                                events.publishEvent(
                                        new AccountLetter(
                                                null,
                                                to,
                                                AccountLetter.Kind.ERASED,
                                                null,
                                                Map.of(
                                                        "name", account.displayName(),
                                                        "summary", receipt.summary(),
                                                        "receipt", receipt.receiptId().toString()),
                                                NOTICE_GOOD_FOR)));
    }

    private static Optional<String> verifiedAddress(Account account) {
        return account.emailVerified() ? Optional.ofNullable(account.email()) : Optional.empty();
    }

    private boolean link(
            Account account,
            Purpose purpose,
            AccountLetter.Kind kind,
            String to,
            @Nullable UUID sessionId,
            String path,
            Duration goodFor,
            Allowance allowance) {
        return transactions.transaction(
                () -> {
                    var token = SecretToken.create();
                    var now = clock.instant();
                    boolean issued =
                            tokens.issue(
                                    account.id(),
                                    purpose,
                                    token,
                                    to,
                                    sessionId,
                                    now,
                                    now.plus(goodFor),
                                    allowance);
                    if (issued) {
                        events.publishEvent(
                                new AccountLetter(
                                        account.id(),
                                        to,
                                        kind,
                                        path + token.text(),
                                        Map.of("name", account.displayName()),
                                        goodFor));
                    }
                    return issued;
                });
    }

    private void notice(
            Account account,
            AccountLetter.Kind kind,
            String to,
            @Nullable String path,
            Map<String, String> values) {
        events.publishEvent(
                new AccountLetter(account.id(), to, kind, path, values, NOTICE_GOOD_FOR));
    }
}
