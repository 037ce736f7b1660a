package app.parley.notify.mail;

import app.parley.platform.config.ParleyProperties;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Chooses where letters go: to the mail server that is set, else into the outbox. */
@Component
class MailTransports {
    private final MailSettings settings;
    private final Clock clock;
    private final Outbox outbox;

    MailTransports(MailSettings settings, ParleyProperties parley, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        outbox = new Outbox(parley.dataDir().resolve("outbox"));
    }

    /**
     * @param account whose letter it is; null: nobody's yet, or no longer
     */
    MailTransport current(@Nullable UUID account) {
        return settings.server()
                .<MailTransport>map(
                        server -> new SmtpTransport(server, SmtpPatience.USUAL, clock, Map.of()))
                .orElseGet(() -> new OutboxTransport(outbox, account, clock));
    }

    /** Whether letters reach a mailbox, and not only whoever runs the server. */
    boolean areDelivered() {
        return settings.server().isPresent();
    }

    Outbox outbox() {
        return outbox;
    }
}
