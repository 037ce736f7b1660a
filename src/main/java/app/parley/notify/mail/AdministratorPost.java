package app.parley.notify.mail;

import app.parley.account.Contacts;
import app.parley.platform.audit.AuditRecorded;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells administrators what the server did by itself and they may want to undo. */
@Component
class AdministratorPost {
    private static final Duration GOOD_FOR = Duration.ofDays(3);

    private final Mailer mailer;
    private final Contacts contacts;
    private final HomeAddress home;

    AdministratorPost(Mailer mailer, Contacts contacts, HomeAddress home) {
        this.mailer = mailer;
        this.contacts = contacts;
        this.home = home;
    }

    @EventListener
    void on(AuditRecorded recorded) {
        var entry = recorded.entry();
        if (!entry.action().equals("webhook.disabled")) {
            return;
        }
        contacts.administrators()
                .forEach(
                        (account, administrator) ->
                                mailer.send(
                                        new MailMessage(
                                                account,
                                                administrator.email(),
                                                "webhook-off",
                                                Map.of(
                                                        "name", administrator.name(),
                                                        "url", entry.told().getOrDefault("url", ""),
                                                        "since",
                                                                entry.details()
                                                                        .getOrDefault(
                                                                                "failing-since",
                                                                                ""),
                                                        "link", home.of("/settings/webhooks")),
                                                GOOD_FOR)));
    }
}
