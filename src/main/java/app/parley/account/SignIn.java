package app.parley.account;

import app.parley.account.factor.Method;
import app.parley.account.passkey.Passkeys;
import app.parley.account.passkey.Purpose;
import app.parley.account.passkey.RelyingParty;
import app.parley.platform.audit.Audit;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Signs people in, and lets them change their password. */
@Component
class SignIn {
    private static final int LONGEST_NAME = 254;

    private final JdbcAccountStore accounts;
    private final Sessions sessions;
    private final PasswordHasher hasher;
    private final PasswordRules passwords;
    private final LoginGuard guard;
    private final Audit audit;
    private final Transactions transactions;
    private final SecondFactor secondFactor;
    private final Passkeys passkeys;

    SignIn(
            JdbcAccountStore accounts,
            Sessions sessions,
            PasswordHasher hasher,
            PasswordRules passwords,
            LoginGuard guard,
            Audit audit,
            Transactions transactions,
            SecondFactor secondFactor,
            Passkeys passkeys) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.hasher = hasher;
        this.passwords = passwords;
        this.guard = guard;
        this.audit = audit;
        this.transactions = transactions;
        this.secondFactor = secondFactor;
        this.passkeys = passkeys;
    }

    /** An account, and the session that was opened for it. */
    record SignedIn(Account account, Sessions.Grant grant) {}

    /**
     * @param name a username or an e-mail address
     * @throws ParleyException {@code bad-credentials}, in the same way and time whether or not
     *     there is such an account; {@code second-factor-required} with a challenge
     */
    SignedIn signIn(String name, String password, Client client) {
        var found = find(name);
        var accountKey =
                found.map(account -> account.id().toString()).orElseGet(() -> nobodysKey(name));
        if (!matches(accountKey, password, found)) {
            throw new ParleyException(
                    ErrorCode.BAD_CREDENTIALS, "The username or the password is wrong.");
        }
        var account = found.orElseThrow();
        refuseSuspended(account);
        renewHash(account, password);
        var methods = secondFactor.methods(account.id());
        if (!methods.isEmpty()) {
            throw secondFactor.challenge(account.id(), methods);
        }
        return new SignedIn(account, sessions.open(account.id(), client));
    }

    /**
     * The second half of a sign-in.
     *
     * @throws ParleyException {@code bad-code}; {@code unauthenticated} if the challenge is over
     */
    SignedIn answer(String challenge, Method method, String code, Client client) {
        return opened(secondFactor.answer(challenge, method, code), client);
    }

    /** The second half of a sign-in, by a passkey. */
    SignedIn answer(
            String challenge,
            RelyingParty party,
            UUID request,
            JsonNode credential,
            Client client) {
        return opened(secondFactor.answer(challenge, party, request, credential), client);
    }

    /**
     * @param challenge of a right password; null for whoever has a passkey
     */
    Passkeys.Question askPasskey(@Nullable String challenge, RelyingParty party) {
        return challenge == null
                ? passkeys.ask(party, Purpose.SIGN_IN, null)
                : secondFactor.askPasskey(challenge, party);
    }

    /** A sign-in without a password: the device has made sure who holds it. */
    SignedIn byPasskey(RelyingParty party, UUID request, JsonNode credential, Client client) {
        return opened(passkeys.answered(party, Purpose.SIGN_IN, request, credential), client);
    }

    private SignedIn opened(UUID accountId, Client client) {
        var account = accounts.byId(accountId).orElseThrow();
        refuseSuspended(account);
        return new SignedIn(account, sessions.open(account.id(), client));
    }

    private void refuseSuspended(Account account) {
        if (account.suspended()) {
            audit.record(
                    Audit.entry("account.sign-in-failed")
                            .on("account", account.id())
                            .detail("reason", "suspended"));
            throw new ParleyException(ErrorCode.FORBIDDEN, "This account is suspended.");
        }
    }

    /** A sign-in is the one moment at which a hash from elsewhere can become one of ours. */
    private void renewHash(Account account, String password) {
        var hash = account.passwordHash();
        if (hash != null && hasher.isOutdated(hash)) {
            // Where somebody has changed the password meanwhile, theirs stays.
            accounts.replacePassword(account.id(), hash, hasher.hash(password));
        }
    }

    SignedIn renew(String refreshToken, Client client) {
        var grant = sessions.renew(refreshToken, client);
        return new SignedIn(accounts.byId(grant.accountId()).orElseThrow(), grant);
    }

    /**
     * @return the session that ended, if one did
     */
    Optional<UUID> signOut(Optional<String> refreshToken) {
        return refreshToken.flatMap(sessions::endByToken);
    }

    /** Changes the password and ends all other sessions of the account. */
    void changePassword(CurrentUser user, String current, String replacement) {
        var account = accounts.byId(user.userId()).orElseThrow();
        passwords.check("newPassword", replacement, account.username(), account.id());
        checkPassword(account, current);
        var hash = hasher.hash(replacement);
        transactions.transaction(
                () -> {
                    replacePassword(account, hash);
                    return hash;
                });
        sessions.endAll(account.id(), user.sessionId(), EndReason.PASSWORD_CHANGED);
        secondFactor.forgetChallenges(account.id());
        sessions.confirm(user.sessionId());
    }

    private void replacePassword(Account account, String hash) {
        if (!accounts.replacePassword(account.id(), account.passwordHash(), hash)) {
            throw new ParleyException(
                    ErrorCode.CONFLICT, "The password was changed at the same time elsewhere.");
        }
        audit.record(Audit.entry("account.password-changed").on("account", account.id()));
    }

    /**
     * @throws ParleyException {@code bad-credentials} if it is not the person's password
     */
    void checkPassword(CurrentUser user, String password) {
        checkPassword(accounts.byId(user.userId()).orElseThrow(), password);
    }

    private void checkPassword(Account account, String password) {
        if (!matches(account.id().toString(), password, Optional.of(account))) {
            throw new ParleyException(ErrorCode.BAD_CREDENTIALS, "The current password is wrong.");
        }
    }

    private boolean matches(String accountKey, String password, Optional<Account> account) {
        if (!PasswordPolicy.isPossible(password)) {
            return false;
        }
        var hash = account.map(Account::passwordHash).orElse(null);
        return guard.attempt(accountKey, () -> hasher.matches(password, hash));
    }

    private Optional<Account> find(String name) {
        if (name.length() > LONGEST_NAME || !Text.isClean(name)) {
            return Optional.empty();
        }
        return name.indexOf('@') >= 0
                ? accounts.byEmailKey(EmailAddress.keyOf(name))
                : accounts.byUsernameKey(Username.keyOf(name));
    }

    /**
     * Names that nobody has are limited like those that somebody has, else the limit would tell.
     */
    private static String nobodysKey(String name) {
        var key = name.indexOf('@') >= 0 ? EmailAddress.keyOf(name) : Username.keyOf(name);
        return LoginGuard.NOBODY + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    }
}
