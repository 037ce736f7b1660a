package app.parley.account;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The providers of identities that are connected. */
public interface SignInProviders {
    /** Those that people can sign in with, in the order in which they are shown. */
    List<SignInProvider> offered();

    /** Those at which this account's owner can prove anew who they are. */
    List<SignInProvider> confirming(UUID accountId);

    /**
     * Where the browser goes on to sign out at the provider that opened this session as well.
     *
     * @return empty if none did, or it has no such place
     */
    Optional<URI> signOutOf(UUID sessionId, HttpServletRequest request);
}
