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
            case Credential.Session(var id, var epoch) ->
                    sessions.holder(id).filter(it -> it.authEpoch() == epoch).isPresent();
            case Credential.Key(var id, _) -> keys.isLive(id);
        };
    }

    @Override
    public boolean mayComeBack(Credential credential) {
        return credential instanceof Credential.Session session && sessions.isLive(session.id());
    }
}
