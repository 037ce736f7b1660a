package app.parley.account;

import app.parley.account.factor.FactorsChanged;
import app.parley.platform.audit.Audit;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Whoever was signed in before a factor changed signs in again with what counts now. */
@Component
class FactorChanges {
    private final Sessions sessions;
    private final SecondFactor secondFactor;
    private final Audit audit;

    FactorChanges(Sessions sessions, SecondFactor secondFactor, Audit audit) {
        this.sessions = sessions;
        this.secondFactor = secondFactor;
        this.audit = audit;
    }

    @EventListener
    void on(FactorsChanged event) {
        secondFactor.forgetChallenges(event.accountId());
        sessions.endAll(event.accountId(), event.sessionId(), EndReason.FACTORS_CHANGED);
        sessions.forget(event.accountId());
        var factor = event.factor();
        audit.record(
                Audit.entry("factor." + event.change().code())
                        .on("account", event.accountId())
                        .detail("factor", factor == null ? "all" : factor.code()));
    }
}
