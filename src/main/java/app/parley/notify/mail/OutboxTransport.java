package app.parley.notify.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts letters into a folder, for where no mail server is connected: whoever runs Parley can read
 * them there. Its files open accounts, so they are their owner's alone.
 */
final class OutboxTransport implements MailTransport {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxTransport.class);
    private static final String FROM = "parley@localhost";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Outbox outbox;
    private final @Nullable UUID account;
    private final Clock clock;

    OutboxTransport(Outbox outbox, @Nullable UUID account, Clock clock) {
        this.outbox = outbox;
        this.account = account;
        this.clock = clock;
    }

    @Override
    public void deliver(UUID id, Letter letter) throws DeliveryException {
        var now = clock.instant();
        var folder = outbox.folder();
        var place = outbox.place(TIME.format(now) + "-" + id, account);
        var half = folder.resolve("." + id + ".half");
        try {
            var message =
                    new MimeLetter(Session.getInstance(new Properties()), id, letter, FROM, now);
            // Readable without a mail program: links are not broken into lines.
            if (message.getContent() instanceof MimeMultipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    parts.getBodyPart(i).setHeader("Content-Transfer-Encoding", "8bit");
                }
            }
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Files.deleteIfExists(half);
            try (var file =
                    Files.newByteChannel(
                            half,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")))) {
                message.writeTo(Channels.newOutputStream(file));
            }
            Files.move(half, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (MessagingException malformed) {
            throw DeliveryException.refused("this is no letter", malformed);
        } catch (IOException full) {
            throw DeliveryException.postponed("the outbox takes nothing: " + full, full);
        }
        LOG.info("No mail server is connected; '{}' is in {}", letter.subject(), place);
    }
}
