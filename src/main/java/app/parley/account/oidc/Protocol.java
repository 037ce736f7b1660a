package app.parley.account.oidc;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** How a provider is spoken to. */
sealed interface Protocol permits OpenIdConnect, GitHub {
    /**
     * What the browser is sent to the provider with.
     *
     * @param challenge of RFC 7636, S256
     * @param fresh whether the person is to prove again who they are
     */
    record Question(
            String state, String nonce, String challenge, String redirectUri, boolean fresh) {}

    /** What the browser came back with, and what must fit to it. */
    record Answer(String code, String nonce, String verifier, String redirectUri) {
        /** Keeps the code out of logs. */
        @Override
        public String toString() {
            return "Answer[]";
        }
    }

    /**
     * Where the browser goes.
     *
     * @throws SignInFailed
     */
    URI location(IdentityProvider provider, Question question);

    /**
     * Who came back.
     *
     * @throws SignInFailed
     */
    Vouched redeem(IdentityProvider provider, Answer answer);

    /**
     * Whether somebody else than the provider answers, which is told before anything is sent to
     * whoever it is.
     *
     * @param issuer null where the answer does not say
     * @throws SignInFailed
     */
    void checkIssuer(IdentityProvider provider, @Nullable String issuer);
}
