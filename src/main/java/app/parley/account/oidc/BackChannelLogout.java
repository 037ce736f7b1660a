package app.parley.account.oidc;

import app.parley.account.VouchedSignIn;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * OpenID Connect Back-Channel Logout 1.0: a provider ends the sessions that it has opened here, and
 * with them their open streams. Its token is typed, so that none for another purpose can do it.
 */
@Component
class BackChannelLogout {
    private static final Logger LOG = LoggerFactory.getLogger(BackChannelLogout.class);
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final Set<String> TYPES = Set.of("logout+jwt");
    private static final int LONGEST_ID = 500;

    /** Tokens are only good for minutes after they were made. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final IdentityProviders providers;
    private final Discovery discovery;
    private final ProviderKeys keys;
    private final OpenIdConnect openId;
    private final JdbcIdentityStore identities;
    private final VouchedSignIn people;
    private final Clock clock;

    BackChannelLogout(
            IdentityProviders providers,
            Discovery discovery,
            ProviderKeys keys,
            OpenIdConnect openId,
            JdbcIdentityStore identities,
            VouchedSignIn people,
            Clock clock) {
        this.providers = providers;
        this.discovery = discovery;
        this.keys = keys;
        this.openId = openId;
        this.identities = identities;
        this.people = people;
        this.clock = clock;
    }

    /**
     * @throws SignInFailed if the token is not the provider's, is for something else, or was used
     */
    void end(String providerId, String token) {
        var provider =
                providers
                        .find(providerId)
                        .filter(IdentityProvider::enabled)
                        .filter(found -> found.preset() != Preset.GITHUB)
                        .orElseThrow(
                                () ->
                                        new SignInFailed(
                                                SignInProblem.UNKNOWN_PROVIDER,
                                                "there is no such provider"));
        var metadata = discovery.of(provider);
        var claims = keys.verified(token, metadata.jwksUri(), TYPES).claims();
        openId.checkClaims(provider, metadata, claims);
        var said = claims.getClaims();
        if (!(said.get("events") instanceof Map<?, ?> events)
                || !(events.get(EVENT) instanceof Map<?, ?>)) {
            throw SignInFailed.notBelievable("a token is not for signing out");
        }
        // Section 2.4: so that no ID token can be taken for one.
        if (said.containsKey("nonce")) {
            throw SignInFailed.notBelievable("a token for signing out has a nonce");
        }
        var sid = said.containsKey("sid") ? Claims.text(said, "sid") : null;
        var subject = claims.getSubject() == null ? null : OpenIdConnect.subject(claims);
        if (sid == null && (subject == null || said.containsKey("sid"))) {
            throw SignInFailed.notBelievable("a token does not say who is to be signed out");
        }
        var jti = claims.getJWTID();
        if (jti == null || jti.isBlank() || jti.length() > LONGEST_ID) {
            throw SignInFailed.notBelievable("a token has no id");
        }
        var issuer = String.valueOf(claims.getIssuer());
        if (!identities.useLogoutToken(issuer, jti, clock.instant())) {
            throw SignInFailed.notBelievable("a token was used already");
        }
        var opened = identities.openedBy(issuer, subject, sid);
        opened.forEach(session -> people.end(session.accountId(), session.sessionId()));
        LOG.info("The provider {} has ended {} sessions", provider.id(), opened.size());
    }

    @Scheduled(initialDelay = 4, fixedDelay = 30, timeUnit = TimeUnit.MINUTES)
    void forget() {
        identities.forgetLogoutTokensBefore(clock.instant().minus(REMEMBERED));
    }
}
