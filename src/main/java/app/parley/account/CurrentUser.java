package app.parley.account;

import java.util.UUID;

/**
 * Who sends the request; a parameter of controller methods.
 *
 * @param role what they may do with this credential; a key may do less than its owner
 */
public record CurrentUser(UUID userId, Credential credential, String username, Role role) {
    /**
     * For routes that keys do not reach.
     *
     * @throws IllegalStateException if the request is not of a session
     */
    public UUID sessionId() {
        if (credential instanceof Credential.Session session) {
            return session.id();
        }
        throw new IllegalStateException("a key has no session; this route is for people alone");
    }
}
