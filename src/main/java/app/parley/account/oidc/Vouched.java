package app.parley.account.oidc;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom a provider vouches for. Who it is are issuer and subject alone; the rest is what a new
 * account begins with.
 *
 * @param hint how people know this identity again: an address, else a name
 * @param usernames wishes, the best first
 * @param verifiedEmail null unless the provider says in so many words that it is theirs
 * @param claims everything that was said, for roles
 * @param authenticatedAt when the provider last asked for proof; null where it does not say
 * @param session at the provider; null where it does not say
 */
record Vouched(
        String issuer,
        String subject,
        String hint,
        List<String> usernames,
        @Nullable String displayName,
        @Nullable String verifiedEmail,
        Map<String, Object> claims,
        @Nullable Instant authenticatedAt,
        @Nullable ProviderSession session) {
    /**
     * @param sid the provider's name for its session; null where it does not name it
     * @param idToken what the provider wants to see at sign-out
     * @param endSession where people sign out there; null where that cannot be
     */
    record ProviderSession(@Nullable String sid, String idToken, @Nullable URI endSession) {}

    /** Keeps what was said about a person out of logs. */
    @Override
    public String toString() {
        return "Vouched[by " + issuer + "]";
    }
}
