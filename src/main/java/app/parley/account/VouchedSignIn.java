package app.parley.account;

import app.parley.account.JdbcAccountStore.Newcomer;
import app.parley.account.JdbcAccountStore.Outcome;
import app.parley.account.passkey.Passkeys;
import app.parley.platform.audit.Audit;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Accounts and sessions for people whom a provider of identities vouches for. */
@Service
public class VouchedSignIn {
    private static final int MOST_TRIES = 25;
    private static final int LONGEST_STEM = 40;

    private final JdbcAccountStore accounts;
    private final Sessions sessions;
    private final Rights rights;
    private final RefreshCookie cookie;
    private final Passkeys passkeys;
    private final Audit audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    VouchedSignIn(
            JdbcAccountStore accounts,
            Sessions sessions,
            Rights rights,
            RefreshCookie cookie,
            Passkeys passkeys,
            Audit audit,
            Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.rights = rights;
        this.cookie = cookie;
        this.passkeys = passkeys;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A session that was opened.
     *
     * @param cookie what the browser is told to keep
     */
    public record Opened(UUID sessionId, String cookie) {
        /** Keeps the token out of logs. */
        @Override
        public String toString() {
            return "Opened[" + sessionId + "]";
        }
    }

    /** Whose session it is that a browser keeps. */
    public record Holder(UUID accountId, UUID sessionId) {}

    /**
     * Makes an account without a password.
     *
     * @param usernames wishes, the best first; what comes of them is a username that is free
     * @param verifiedEmail an address that is theirs beyond doubt
     * @throws ParleyException {@code email-taken} if somebody else is as sure of that address
     */
    public UUID register(
            List<String> usernames, @Nullable String displayName, @Nullable String verifiedEmail) {
        var email =
                verifiedEmail == null
                        ? null
                        : EmailAddress.parse(verifiedEmail)
                                .filter(address -> !isTaken(address))
                                .orElse(null);
        for (var wish : wishes(usernames)) {
            var newcomer =
                    new Newcomer(
                            Ids.newId(),
                            wish,
                            displayName(displayName, wish),
                            email,
                            null,
                            clock.instant());
            switch (accounts.addVouchedFor(newcomer)) {
                case Outcome.Registered(var account) -> {
                    audit.record(
                            Audit.entry("account.registered")
                                    .by(account.id())
                                    .on("account", account.id())
                                    .detail("way", "identity-provider"));
                    return account.id();
                }
                case Outcome.UsernameTaken() -> {}
                case Outcome.EmailTaken() -> throw emailTaken();
                case Outcome.RegistrationClosed() ->
                        throw new IllegalStateException("the provider's rule decides");
            }
        }
        throw new ParleyException(
                ErrorCode.USERNAME_TAKEN, "No username could be found for the new account.");
    }

    /**
     * Opens a session for the browser that sends this request.
     *
     * @throws ParleyException {@code forbidden} if the account may not be used
     */
    public Opened open(UUID accountId, HttpServletRequest request) {
        var account = accounts.byId(accountId).orElseThrow();
        if (account.suspended()) {
            throw new ParleyException(ErrorCode.FORBIDDEN, "This account is suspended.");
        }
        var grant = sessions.open(accountId, Client.of(request));
        return new Opened(grant.sessionId(), cookie.set(request, grant));
    }

    /**
     * Whose session the browser keeps, for addresses that it goes to by itself, without an access
     * token. Another site cannot make it send the cookie.
     */
    public Optional<Holder> holder(HttpServletRequest request) {
        return cookie.read(request)
                .flatMap(sessions::holderOf)
                .map(holder -> new Holder(holder.accountId(), holder.sessionId()));
    }

    /** Whose session this is, while it lives. */
    public Optional<UUID> holderOf(UUID sessionId) {
        return sessions.holder(sessionId).map(JdbcSessionStore.Holder::accountId);
    }

    /** Gives the account the role that the provider says; the last administrator stays one. */
    public void setRole(UUID accountId, Role role) {
        var account = accounts.byId(accountId).orElseThrow();
        if (account.role() == role) {
            return;
        }
        try {
            rights.changeRole(accountId, role);
        } catch (ParleyException lastOne) {
            if (lastOne.code() != ErrorCode.CONFLICT) {
                throw lastOne;
            }
        }
    }

    /** Whether the account can be signed in to without any provider. */
    public boolean hasOtherWayIn(UUID accountId) {
        return accounts.byId(accountId).orElseThrow().passwordHash() != null
                || !passkeys.of(accountId).isEmpty();
    }

    /** Lets a session do what asks for proof that is not older than minutes. */
    public void confirm(UUID sessionId) {
        sessions.confirm(sessionId);
    }

    /** Ends a session because the provider that opened it says so. */
    public void end(UUID accountId, UUID sessionId) {
        sessions.end(accountId, sessionId, EndReason.ENDED_BY_PROVIDER);
    }

    /**
     * Whether somebody has the address. Where its holder never showed that it is theirs, the new
     * account does without instead of keeping its owner out.
     */
    private boolean isTaken(EmailAddress email) {
        var holder = accounts.byEmailKey(email.key());
        if (holder.isPresent() && holder.get().emailVerified()) {
            throw emailTaken();
        }
        return holder.isPresent();
    }

    private static ParleyException emailTaken() {
        return new ParleyException(
                ErrorCode.EMAIL_TAKEN, "There is an account with this e-mail address already.");
    }

    private static String displayName(@Nullable String wish, Username username) {
        if (wish != null) {
            try {
                return DisplayName.checked(wish);
            } catch (InvalidField impossible) {
                // the username will do
            }
        }
        return username.text();
    }

    /** Each wish as it is, then numbered, then names of nobody in particular. */
    private List<Username> wishes(List<String> usernames) {
        var found = new ArrayList<Username>();
        usernames.stream().map(VouchedSignIn::stem).flatMap(Optional::stream).forEach(found::add);
        var stem = found.isEmpty() ? "member" : found.getFirst().text();
        var numbered = new ArrayList<String>();
        for (int number = 2; number <= 4; number++) {
            numbered.add(stem + "-" + number);
        }
        while (numbered.size() < MOST_TRIES) {
            numbered.add(stem + "-" + random.nextInt(10_000, 10_000_000));
        }
        numbered.stream().map(VouchedSignIn::parsed).flatMap(Optional::stream).forEach(found::add);
        return found;
    }

    /** The nearest thing to a username in what a provider calls somebody. */
    private static Optional<Username> stem(String wish) {
        var text = Normalizer.normalize(wish, Normalizer.Form.NFKC);
        var local = text.indexOf('@') > 0 ? text.substring(0, text.indexOf('@')) : text;
        var whole = shortened(local.replaceAll("[^\\p{L}\\p{M}\\p{Nd}_.-]+", "."));
        return parsed(whole).or(() -> parsed(shortened(whole.replaceAll("[^A-Za-z0-9_.-]+", "."))));
    }

    private static String shortened(String text) {
        var bare = text.replaceAll("\\.{2,}", ".").replaceAll("^[._-]+|[._-]+$", "");
        return bare.codePointCount(0, bare.length()) > LONGEST_STEM
                ? bare.substring(0, bare.offsetByCodePoints(0, LONGEST_STEM))
                : bare;
    }

    private static Optional<Username> parsed(String text) {
        try {
            return Optional.of(Username.parse(text));
        } catch (Username.Refused refused) {
            return Optional.empty();
        }
    }
}
