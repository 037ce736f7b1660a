package app.parley.notify.mail;

import app.parley.platform.id.Ids;
import app.parley.platform.secret.SecretBox;
import java.time.Clock;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Seals letters, because their links open accounts, and puts them into the queue. */
@Component
class QueuedMailer implements Mailer {
    private final JdbcMailQueue queue;
    private final Templates templates;
    private final SecretBox secrets;
    private final JsonMapper json;
    private final Deliveries deliveries;
    private final Clock clock;

    QueuedMailer(
            JdbcMailQueue queue,
            Templates templates,
            SecretBox secrets,
            JsonMapper json,
            Deliveries deliveries,
            Clock clock) {
        this.queue = queue;
        this.templates = templates;
        this.secrets = secrets;
        this.json = json;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @Override
    public void send(MailMessage message) {
        var id = Ids.newId();
        var letter = templates.letter(message);
        var now = clock.instant();
        queue.add(
                id,
                message.accountId(),
                secrets.seal(json.writeValueAsString(letter), Deliveries.context(id)),
                now,
                now.plus(message.goodFor()));
        deliveries.wake();
    }
}
