package app.parley.notify.webhook;

import app.parley.account.Erased;
import app.parley.account.PersonalArchive;
import app.parley.account.PersonalData;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What webhooks have still to be told of people, which is ids and nothing that they said. */
@Component
class WebhookData implements PersonalData {
    private final JdbcWebhookStore store;

    WebhookData(JdbcWebhookStore store) {
        this.store = store;
    }

    @Override
    public void export(UUID person, PersonalArchive archive) {}

    @Override
    public Erased erase(UUID person) {
        store.forget(person);
        return Erased.uncounted();
    }
}
