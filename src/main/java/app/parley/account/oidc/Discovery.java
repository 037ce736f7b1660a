package app.parley.account.oidc;

import app.parley.platform.config.ParleyProperties;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Asks providers how they are spoken to, and remembers it for an hour. */
@Component
class Discovery {
    static final String TENANT = "{tenantid}";

    private static final long KEPT_NANOS = Duration.ofHours(1).toNanos();

    private final IssuerHttp http;
    private final boolean isProduction;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Discovery(IssuerHttp http, ParleyProperties parley) {
        this.http = http;
        isProduction = parley.env() == ParleyProperties.Env.PRODUCTION;
    }

    private record Known(ProviderMetadata metadata, long readAt) {}

    /**
     * @throws SignInFailed if it cannot be reached, or says of itself what cannot be
     */
    ProviderMetadata of(IdentityProvider provider) {
        var issuer = provider.issuer();
        var remembered = known.get(issuer);
        if (remembered != null && System.nanoTime() - remembered.readAt() < KEPT_NANOS) {
            return remembered.metadata();
        }
        var metadata = read(provider);
        known.put(issuer, new Known(metadata, System.nanoTime()));
        return metadata;
    }

    /** Makes the next question go to the provider. */
    void forget(String issuer) {
        known.remove(issuer);
    }

    private ProviderMetadata read(IdentityProvider provider) {
        var issuer = provider.issuer();
        if (isProduction && !issuer.startsWith("https://")) {
            throw SignInFailed.notBelievable(issuer + " is not spoken to over https");
        }
        var address = issuer.replaceAll("/$", "") + "/.well-known/openid-configuration";
        var body = http.get(URI.create(address), Map.of());
        var claimed = text(body, "issuer");
        if (!claimed.equals(issuer) && !isTenants(provider, claimed)) {
            throw SignInFailed.notBelievable("asked " + issuer + ", and another answers");
        }
        var methods = texts(body.path("token_endpoint_auth_methods_supported"));
        return new ProviderMetadata(
                claimed,
                required(issuer, body, "authorization_endpoint"),
                required(issuer, body, "token_endpoint"),
                required(issuer, body, "jwks_uri"),
                endpoint(issuer, body, "userinfo_endpoint"),
                endpoint(issuer, body, "end_session_endpoint"),
                methods.contains("client_secret_post") && !methods.contains("client_secret_basic"),
                body.path("authorization_response_iss_parameter_supported").asBoolean(false));
    }

    /** For all tenants at once, Microsoft names a pattern of issuers. */
    private static boolean isTenants(IdentityProvider provider, String claimed) {
        return provider.preset() == Preset.MICROSOFT
                && claimed.contains(TENANT)
                && provider.issuer().equals(claimed.replace(TENANT, lastButOne(provider.issuer())))
                && Set.of("common", "organizations", "consumers")
                        .contains(lastButOne(provider.issuer()));
    }

    private static String lastButOne(String address) {
        var parts = address.split("/");
        return parts.length < 2 ? "" : parts[parts.length - 2];
    }

    private static URI required(String issuer, JsonNode body, String name) {
        var found = endpoint(issuer, body, name);
        if (found == null) {
            throw SignInFailed.notBelievable(issuer + " names no " + name);
        }
        return found;
    }

    private static @Nullable URI endpoint(String issuer, JsonNode body, String name) {
        var text = text(body, name);
        if (text.isEmpty()) {
            return null;
        }
        try {
            var address = new URI(text);
            boolean https = "https".equals(address.getScheme());
            if (address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawFragment() == null
                    && (https
                            || "http".equals(address.getScheme()) && issuer.startsWith("http:"))) {
                return address;
            }
        } catch (URISyntaxException malformed) {
            // told below
        }
        throw SignInFailed.notBelievable(issuer + " has an impossible " + name);
    }

    private static String text(JsonNode body, String name) {
        return body.path(name).isString() ? body.path(name).asString() : "";
    }

    private static Set<String> texts(JsonNode list) {
        var found = new HashSet<String>();
        list.forEach(item -> found.add(item.isString() ? item.asString() : ""));
        return found;
    }
}
