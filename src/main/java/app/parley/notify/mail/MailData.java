package app.parley.notify.mail;

import app.parley.account.Erased;
import app.parley.account.PersonalArchive;
import app.parley.account.PersonalData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Letters to people that wait, or that lie in the outbox. They have them, or soon will. */
@Component
class MailData implements PersonalData {
    private final JdbcMailQueue queue;
    private final MailTransports transports;

    MailData(JdbcMailQueue queue, MailTransports transports) {
        this.queue = queue;
        this.transports = transports;
    }

    @Override
    public void export(UUID person, PersonalArchive archive) {}

    @Override
    public Erased erase(UUID person) {
        queue.forgetAccount(person);
        return Erased.uncounted()
                .then(
                        () -> {
                            try {
                                transports.outbox().forget(person);
                            } catch (IOException failed) {
                                throw new UncheckedIOException(
                                        "the outbox cannot be tidied up", failed);
                            }
                        });
    }
}
