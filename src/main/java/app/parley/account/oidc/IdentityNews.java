package app.parley.account.oidc;

import app.parley.account.SecurityNotice;
import app.parley.account.oidc.JdbcIdentityStore.Identity;
import app.parley.platform.audit.Audit;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Records a change of the ways into an account, and lets its owner know, in case it was not they.
 */
@Component
class IdentityNews {
    private final Audit audit;
    private final ApplicationEventPublisher events;

    IdentityNews(Audit audit, ApplicationEventPublisher events) {
        this.audit = audit;
        this.events = events;
    }

    void linked(Identity identity, String provider) {
        tell("identity.linked", SecurityNotice.Kind.IDENTITY_LINKED, identity, provider);
    }

    void unlinked(Identity identity, String provider) {
        tell("identity.unlinked", SecurityNotice.Kind.IDENTITY_UNLINKED, identity, provider);
    }

    private void tell(String action, SecurityNotice.Kind kind, Identity identity, String provider) {
        audit.record(
                Audit.entry(action)
                        .by(identity.accountId())
                        .on("account", identity.accountId())
                        .detail("provider", identity.providerId())
                        .detail("issuer", identity.issuer()));
        events.publishEvent(
                new SecurityNotice(identity.accountId(), kind, Map.of("name", provider)));
    }
}
