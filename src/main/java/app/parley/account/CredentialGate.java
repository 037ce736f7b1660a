package app.parley.account;

/** Answers whether a credential still lives, for streams that outlast the request's admission. */
public interface CredentialGate {
    /**
     * False a second after the session ended or the key was revoked, on any replica. Cheap enough
     * to be asked by every stream every few seconds.
     */
    boolean isLive(Credential credential);
}
