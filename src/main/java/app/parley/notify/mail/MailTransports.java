package app.parley.notify.mail;

import app.parley.platform.config.ParleyProperties;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Chooses where letters go: to the mail server that is set, else into the outbox. */
@Component
class MailTransports {
    private final MailSettings settings;
    private final Clock clock;
    private final MailTransport outbox;

    MailTransports(MailSettings settings, ParleyProperties parley, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        outbox = new OutboxTransport(parley.dataDir().resolve("outbox"), clock);
    }

    MailTransport current() {
        return settings.server()
                .<MailTransport>map(
                        server -> new SmtpTransport(server, SmtpPatience.USUAL, clock, Map.of()))
                .orElse(outbox);
    }
}
