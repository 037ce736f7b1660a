package app.parley.account;

/** Answers whether a credential still lives, for streams that outlast the request's admission. */
public interface CredentialGate {
    /**
     * False a second after the session ended, its holder's rights changed or the key was revoked,
     * on any replica. Cheap enough to be asked by every stream every few seconds.
     */
    boolean isLive(Credential credential);

    /** Whether a credential that does not live is a session of somebody with other rights now. */
    default boolean mayComeBack(Credential credential) {
        return false;
    }
}
