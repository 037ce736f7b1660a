package app.parley.account.oidc;

import app.parley.account.Role;
import app.parley.account.VouchedSignIn;
import app.parley.account.oidc.JdbcIdentityStore.Identity;
import app.parley.platform.db.Database;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import app.parley.platform.secret.SecretBox;
import app.parley.platform.web.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Signs people in with providers, and links what they are there to their account. Who somebody is,
 * issuer and subject say and nothing else: never an address, however well verified.
 */
@Component
class ProviderSignIn {
    private final IdentityProviders providers;
    private final OpenIdConnect openId;
    private final GitHub gitHub;
    private final Attempts attempts;
    private final BrowserCookie cookie;
    private final JdbcIdentityStore identities;
    private final VouchedSignIn people;
    private final Transactions transactions;
    private final IdentityNews news;
    private final SecretBox secrets;
    private final PublicAddress address;
    private final Clock clock;

    ProviderSignIn(
            IdentityProviders providers,
            OpenIdConnect openId,
            GitHub gitHub,
            Attempts attempts,
            BrowserCookie cookie,
            JdbcIdentityStore identities,
            VouchedSignIn people,
            Database transactions,
            IdentityNews news,
            SecretBox secrets,
            PublicAddress address,
            Clock clock) {
        this.providers = providers;
        this.openId = openId;
        this.gitHub = gitHub;
        this.attempts = attempts;
        this.cookie = cookie;
        this.identities = identities;
        this.people = people;
        this.transactions = transactions;
        this.news = news;
        this.secrets = secrets;
        this.address = address;
        this.clock = clock;
    }

    /** Where the browser goes, and what it keeps meanwhile. */
    record Departure(URI location, String cookie) {}

    /**
     * What came of it.
     *
     * @param cookie of a new session; null where none was opened
     */
    record Arrival(String returnTo, @Nullable String cookie) {}

    /** What the browser brought back; a parameter that came twice is none. */
    record Returned(
            @Nullable String state,
            @Nullable String code,
            @Nullable String error,
            @Nullable String issuer) {
        /** Keeps the code out of logs. */
        @Override
        public String toString() {
            return "Returned[]";
        }
    }

    /**
     * @param session that asks for it; null for a sign-in
     * @throws SignInFailed
     */
    Departure begin(
            String providerId,
            Attempt.Purpose purpose,
            @Nullable UUID session,
            String returnTo,
            HttpServletRequest request) {
        var provider = enabled(providerId);
        var browser = cookie.valueFor(request);
        var redirectUri = redirectUri(provider, request);
        var attempt =
                new Attempt(
                        provider.id(), purpose, session, redirectUri, returnTo, clock.instant());
        var secret = attempts.begin(browser, attempt);
        var location =
                protocol(provider)
                        .location(
                                provider,
                                new Protocol.Question(
                                        secret.state(),
                                        secret.nonce(),
                                        secret.challenge(),
                                        redirectUri,
                                        purpose == Attempt.Purpose.STEP_UP));
        return new Departure(location, cookie.set(request, browser, Attempts.LIFETIME));
    }

    /**
     * Begins it for the session that this browser keeps, so that its person proves anew who they
     * are.
     *
     * @throws SignInFailed
     */
    Departure beginConfirming(String providerId, String returnTo, HttpServletRequest request) {
        var holder =
                people.holder(request)
                        .orElseThrow(
                                () ->
                                        new SignInFailed(
                                                SignInProblem.SIGNED_OUT, "nobody is signed in"));
        return begin(providerId, Attempt.Purpose.STEP_UP, holder.sessionId(), returnTo, request);
    }

    /** The address that the provider sends browsers back to, exactly. */
    String redirectUri(IdentityProvider provider, HttpServletRequest request) {
        return address.of(request) + "/api/v1/auth/oidc/" + provider.id() + "/callback";
    }

    /**
     * The attempt that a browser comes back from.
     *
     * @throws SignInFailed if this browser began none such, or it is over
     */
    Attempt taken(String providerId, Returned returned, HttpServletRequest request) {
        var state = returned.state();
        var attempt =
                state == null
                        ? null
                        : cookie.read(request)
                                .flatMap(browser -> attempts.take(browser, state))
                                .orElse(null);
        if (attempt == null || !attempt.providerId().equals(providerId)) {
            throw new SignInFailed(SignInProblem.EXPIRED, "no such sign-in is on its way");
        }
        return attempt;
    }

    /**
     * @throws SignInFailed
     */
    Arrival complete(Attempt attempt, Returned returned, HttpServletRequest request) {
        var provider = enabled(attempt.providerId());
        var vouched = vouched(provider, attempt, returned);
        return switch (attempt.purpose()) {
            case SIGN_IN -> signIn(provider, attempt, vouched, request);
            case LINK -> link(provider, attempt, vouched);
            case STEP_UP -> confirm(attempt, vouched);
        };
    }

    private Vouched vouched(IdentityProvider provider, Attempt attempt, Returned returned) {
        var protocol = protocol(provider);
        // Before anything is sent to whoever this is (RFC 9207, and its mix-up attacks).
        protocol.checkIssuer(provider, returned.issuer());
        if (returned.error() != null) {
            throw returned.error().equals("access_denied")
                    ? new SignInFailed(SignInProblem.CANCELLED, "declined at the provider")
                    : new SignInFailed(
                            SignInProblem.PROVIDER_REFUSED,
                            "the provider answers " + returned.error().replaceAll("[^a-z_]", "?"));
        }
        if (returned.code() == null || returned.state() == null) {
            throw SignInFailed.notBelievable("there is no code in the answer");
        }
        var secret = attempts.secretsOf(returned.state());
        return protocol.redeem(
                provider,
                new Protocol.Answer(
                        returned.code(), secret.nonce(), secret.verifier(), attempt.redirectUri()));
    }

    private Arrival signIn(
            IdentityProvider provider,
            Attempt attempt,
            Vouched vouched,
            HttpServletRequest request) {
        var identity = identities.find(vouched.issuer(), vouched.subject()).orElse(null);
        if (identity == null) {
            checkSignUp(provider, vouched);
            identity = registered(provider, vouched);
        }
        applyRole(provider, vouched, identity.accountId());
        VouchedSignIn.Opened opened;
        try {
            opened = people.open(identity.accountId(), request);
        } catch (ParleyException refused) {
            throw new SignInFailed(
                    SignInProblem.NOT_ADMITTED, "the account may not be used", refused);
        }
        remember(provider, identity, opened.sessionId(), vouched.session());
        return new Arrival(attempt.returnTo(), opened.cookie());
    }

    private void remember(
            IdentityProvider provider,
            Identity identity,
            UUID sessionId,
            Vouched.@Nullable ProviderSession session) {
        if (session != null) {
            identities.addSession(
                    sessionId,
                    identity,
                    provider.id(),
                    session.sid(),
                    secrets.seal(session.idToken(), ProviderSignOut.place(sessionId)),
                    session.endSession());
        }
    }

    private static void checkSignUp(IdentityProvider provider, Vouched vouched) {
        var email = vouched.verifiedEmail();
        switch (provider.signUp()) {
            case ANY -> {}
            case DOMAINS -> {
                if (email == null) {
                    throw new SignInFailed(
                            SignInProblem.EMAIL_NOT_VERIFIED, "there is no verified address");
                }
                var domain = email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
                if (!provider.domains().contains(domain)) {
                    throw new SignInFailed(
                            SignInProblem.DOMAIN_NOT_ALLOWED, "the address is of another domain");
                }
            }
            case EXISTING ->
                    throw new SignInFailed(SignInProblem.NO_SIGN_UP, "nobody may sign up there");
        }
    }

    /** An account and its identity come into being together, or neither. */
    private Identity registered(IdentityProvider provider, Vouched vouched) {
        try {
            return transactions.transaction(
                    () -> {
                        var accountId =
                                people.register(
                                        vouched.usernames(),
                                        vouched.displayName(),
                                        vouched.verifiedEmail());
                        var identity = identity(provider, vouched, accountId);
                        if (!identities.add(identity)) {
                            throw new AlreadyThere();
                        }
                        return identity;
                    });
        } catch (AlreadyThere otherTab) {
            return identities.find(vouched.issuer(), vouched.subject()).orElseThrow();
        } catch (ParleyException refused) {
            if (refused.code() == ErrorCode.EMAIL_TAKEN) {
                throw new SignInFailed(
                        SignInProblem.ACCOUNT_EXISTS, "the address is somebody's", refused);
            }
            throw refused;
        }
    }

    /** Undoes an account whose identity another request has just made one for. */
    private static final class AlreadyThere extends RuntimeException {}

    private Identity identity(IdentityProvider provider, Vouched vouched, UUID accountId) {
        return new Identity(
                Ids.newId(),
                accountId,
                vouched.issuer(),
                vouched.subject(),
                provider.id(),
                vouched.hint(),
                clock.instant());
    }

    /** Where the provider says what people are, it does so at every sign-in. */
    private void applyRole(IdentityProvider provider, Vouched vouched, UUID accountId) {
        var claim = provider.roleClaim();
        if (claim != null && !provider.adminValues().isEmpty()) {
            var said = Claims.values(vouched.claims(), claim);
            var isAdmin = provider.adminValues().stream().anyMatch(said::contains);
            people.setRole(accountId, isAdmin ? Role.ADMIN : Role.USER);
        }
    }

    private Arrival link(IdentityProvider provider, Attempt attempt, Vouched vouched) {
        var accountId = asker(attempt);
        var isNew =
                transactions.transaction(
                        () -> {
                            var identity = identity(provider, vouched, accountId);
                            if (!identities.add(identity)) {
                                return false;
                            }
                            news.linked(identity, provider.name());
                            return true;
                        });
        if (!isNew) {
            var holder = identities.find(vouched.issuer(), vouched.subject());
            if (holder.isPresent() && !holder.get().accountId().equals(accountId)) {
                throw new SignInFailed(
                        SignInProblem.LINKED_ELSEWHERE, "the identity is another account's");
            }
        }
        return new Arrival(attempt.returnTo(), null);
    }

    /** Whoever proves anew who they are must be the account's owner, and have done it just now. */
    private Arrival confirm(Attempt attempt, Vouched vouched) {
        var accountId = asker(attempt);
        var isOwner =
                identities
                        .find(vouched.issuer(), vouched.subject())
                        .filter(identity -> identity.accountId().equals(accountId))
                        .isPresent();
        if (!isOwner) {
            throw new SignInFailed(SignInProblem.OTHER_PERSON, "somebody else has answered");
        }
        var proved = vouched.authenticatedAt();
        if (proved == null || proved.isBefore(attempt.startedAt().minus(OpenIdConnect.SKEW))) {
            throw new SignInFailed(SignInProblem.NOT_FRESH, "the provider did not ask again");
        }
        people.confirm(Objects.requireNonNull(attempt.session()));
        return new Arrival(attempt.returnTo(), null);
    }

    /** Whose session asked for this, if it still lives. */
    private UUID asker(Attempt attempt) {
        return people.holderOf(Objects.requireNonNull(attempt.session()))
                .orElseThrow(
                        () -> new SignInFailed(SignInProblem.SIGNED_OUT, "the session has ended"));
    }

    private IdentityProvider enabled(String id) {
        return providers
                .find(id)
                .filter(IdentityProvider::enabled)
                .orElseThrow(
                        () ->
                                new SignInFailed(
                                        SignInProblem.UNKNOWN_PROVIDER, "there is no such one"));
    }

    private Protocol protocol(IdentityProvider provider) {
        return provider.preset() == Preset.GITHUB ? gitHub : openId;
    }
}
