package app.parley.account.oidc;

import app.parley.account.oidc.JdbcIdentityStore.Identity;
import app.parley.platform.audit.Audit;
import org.springframework.stereotype.Component;

/** Records a change of the ways into an account, of which its owner gets a letter. */
@Component
class IdentityNews {
    private final Audit audit;

    IdentityNews(Audit audit) {
        this.audit = audit;
    }

    void linked(Identity identity, String provider) {
        record("identity.linked", identity, provider);
    }

    void unlinked(Identity identity, String provider) {
        record("identity.unlinked", identity, provider);
    }

    private void record(String action, Identity identity, String provider) {
        audit.record(
                Audit.entry(action)
                        .by(identity.accountId())
                        .on("account", identity.accountId())
                        .detail("provider", identity.providerId())
                        .detail("issuer", identity.issuer())
                        .tell("name", provider));
    }
}
