package app.parley.account.oidc;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0).
 *
 * @param issuer may hold {@code {tenantid}} at Microsoft alone
 * @param takesPostedSecret whether the client's secret goes into the form instead of the header
 * @param namesItself whether its answers say who answers (RFC 9207)
 */
record ProviderMetadata(
        String issuer,
        URI authorizationEndpoint,
        URI tokenEndpoint,
        URI jwksUri,
        @Nullable URI userInfoEndpoint,
        @Nullable URI endSessionEndpoint,
        boolean takesPostedSecret,
        boolean namesItself) {}
