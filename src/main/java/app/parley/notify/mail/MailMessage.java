package app.parley.notify.mail;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell somebody by mail.
 *
 * @param accountId whose mail it is, so that it goes with the account; null where it is nobody's
 *     yet, or no longer
 * @param to an address that was checked
 * @param template the name of a file beside this class, without its ending
 * @param values what the template leaves open
 * @param goodFor after which time it is not worth delivering any more
 */
record MailMessage(
        @Nullable UUID accountId,
        String to,
        String template,
        Map<String, String> values,
        Duration goodFor) {
    MailMessage {
        values = Map.copyOf(values);
    }

    /** Keeps links, which open accounts, out of logs. */
    @Override
    public String toString() {
        return "MailMessage[" + template + "]";
    }
}
