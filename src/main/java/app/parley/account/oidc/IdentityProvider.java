package app.parley.account.oidc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who says who people are.
 *
 * @param id part of its redirect address, so that it never changes
 * @param preset null for what is found by discovery alone
 * @param clientSecret null for a public client
 * @param domains of verified addresses, in lower case, for {@link SignUpRule#DOMAINS}
 * @param roleClaim where the provider says what people are, such as {@code realm_access.roles};
 *     null: it does not say
 * @param adminValues what makes an administrator there
 * @param locked whether the environment names it, so that nobody changes it here
 */
record IdentityProvider(
        String id,
        @Nullable Preset preset,
        String name,
        String issuer,
        String clientId,
        @Nullable String clientSecret,
        boolean enabled,
        SignUpRule signUp,
        List<String> domains,
        @Nullable String roleClaim,
        List<String> adminValues,
        boolean locked) {
    IdentityProvider {
        domains = List.copyOf(domains);
        adminValues = List.copyOf(adminValues);
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "IdentityProvider[" + id + " at " + issuer + "]";
    }
}
