package app.parley.account.oidc;

import app.parley.account.SignInProvider;
import app.parley.account.SignInProviders;
import app.parley.platform.secret.SecretBox;
import app.parley.platform.web.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the rest of the product wants to know of providers: whom it offers, and how one leaves. */
@Component
class ProviderSignOut implements SignInProviders {
    private final IdentityProviders providers;
    private final JdbcIdentityStore identities;
    private final SecretBox secrets;
    private final PublicAddress address;

    ProviderSignOut(
            IdentityProviders providers,
            JdbcIdentityStore identities,
            SecretBox secrets,
            PublicAddress address) {
        this.providers = providers;
        this.identities = identities;
        this.secrets = secrets;
        this.address = address;
    }

    /** Where the token of a session is sealed for. */
    static String place(UUID sessionId) {
        return "id-token/" + sessionId;
    }

    @Override
    public List<SignInProvider> offered() {
        return providers.all().stream()
                .filter(IdentityProvider::enabled)
                .map(ProviderSignOut::shown)
                .toList();
    }

    /** GitHub and Google do not say when somebody last proved who they are. */
    @Override
    public List<SignInProvider> confirming(UUID accountId) {
        var linked =
                identities.of(accountId).stream()
                        .map(JdbcIdentityStore.Identity::providerId)
                        .collect(Collectors.toSet());
        if (linked.isEmpty()) {
            return List.of();
        }
        return providers.all().stream()
                .filter(IdentityProvider::enabled)
                .filter(provider -> linked.contains(provider.id()))
                .filter(
                        provider ->
                                provider.preset() != Preset.GITHUB
                                        && provider.preset() != Preset.GOOGLE)
                .map(ProviderSignOut::shown)
                .toList();
    }

    private static SignInProvider shown(IdentityProvider provider) {
        return new SignInProvider(
                provider.id(),
                provider.name(),
                provider.preset() == null ? null : provider.preset().code());
    }

    @Override
    public Optional<URI> signOutOf(UUID sessionId, HttpServletRequest request) {
        return identities
                .endOf(sessionId)
                .flatMap(
                        end ->
                                providers
                                        .find(end.providerId())
                                        .flatMap(
                                                provider ->
                                                        location(
                                                                provider, end, sessionId,
                                                                request)));
    }

    /** OpenID Connect RP-Initiated Logout 1.0. */
    private Optional<URI> location(
            IdentityProvider provider,
            JdbcIdentityStore.EndSession end,
            UUID sessionId,
            HttpServletRequest request) {
        if (end.endpoint() == null) {
            return Optional.empty();
        }
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("id_token_hint", secrets.open(end.sealedIdToken(), place(sessionId)));
        parameters.put("client_id", provider.clientId());
        parameters.put("post_logout_redirect_uri", address.of(request) + "/sign-in");
        return Optional.of(OpenIdConnect.withQuery(end.endpoint(), parameters));
    }
}
