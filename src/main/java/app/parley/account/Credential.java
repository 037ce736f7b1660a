package app.parley.account;

import java.util.Set;
import java.util.UUID;

/**
 * What a request is sent with. {@link CredentialGate} says whether it still lives, for what goes on
 * after the request was let in.
 */
public sealed interface Credential {
    UUID id();

    /**
     * A session of somebody who signed in.
     *
     * @param rightsEpoch which of the account's rights it was let in with: they are counted
     */
    record Session(UUID id, int rightsEpoch) implements Credential {}

    /**
     * A key that somebody made for a program.
     *
     * @param scopes what it may do, of what its owner may
     */
    record Key(UUID id, Set<KeyScope> scopes) implements Credential {
        public Key {
            scopes = Set.copyOf(scopes);
        }
    }
}
