package app.parley.account;

import org.springframework.stereotype.Component;

/** Asks whoever keeps the credential. */
@Component
class Credentials implements CredentialGate {
    private final Sessions sessions;
    private final KeyRing keys;

    Credentials(Sessions sessions, KeyRing keys) {
        this.sessions = sessions;
        this.keys = keys;
    }

    @Override
    public boolean isLive(Credential credential) {
        return switch (credential) {
            case Credential.Session(var id) -> sessions.isLive(id);
            case Credential.Key(var id, _) -> keys.isLive(id);
        };
    }
}
