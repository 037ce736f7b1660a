package app.parley.notify.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** A letter in the form of RFC 5322, plain and HTML side by side. */
final class MimeLetter extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String messageId;

    /**
     * @param id the same whenever the same letter is tried again, so that a server that took it and
     *     could not say so may drop the second
     */
    MimeLetter(Session session, UUID id, Letter letter, String from, Instant date)
            throws MessagingException {
        super(session);
        var sender = new InternetAddress(from, true);
        var address = sender.getAddress();
        messageId = "<" + id + "@" + address.substring(address.indexOf('@') + 1) + ">";
        setFrom(sender);
        setRecipient(Message.RecipientType.TO, receiver(letter.to()));
        setSubject(letter.subject(), UTF_8);
        setSentDate(Date.from(date));
        // Nobody's absence note answers it (RFC 3834).
        setHeader("Auto-Submitted", "auto-generated");
        var text = new MimeBodyPart();
        text.setText(letter.text(), UTF_8);
        var html = new MimeBodyPart();
        html.setText(letter.html(), UTF_8, "html");
        setContent(new MimeMultipart("alternative", text, html));
        saveChanges();
    }

    /** One address, and nothing beside it. */
    private static InternetAddress receiver(String to) throws AddressException {
        var address = new InternetAddress(to, true);
        if (!to.equals(address.getAddress()) || to.chars().anyMatch(c -> c <= ' ' || c == ',')) {
            throw new AddressException("not one address");
        }
        return address;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
