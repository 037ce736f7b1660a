package app.parley.notify.mail;

import java.time.Duration;

/**
 * How long a mail server may take.
 *
 * @param connect to accept a connection
 * @param answer to answer one command
 * @param delivery for a letter as a whole
 */
record SmtpPatience(Duration connect, Duration answer, Duration delivery) {
    static final SmtpPatience USUAL =
            new SmtpPatience(
                    Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(90));
}
