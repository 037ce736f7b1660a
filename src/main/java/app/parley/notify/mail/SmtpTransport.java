package app.parley.notify.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Delivers to a mail server by SMTP (RFC 5321), over TLS unless told otherwise (RFC 8314). */
final class SmtpTransport implements MailTransport {
    private static final int PERMANENT = 500;

    private final SmtpServer server;
    private final SmtpPatience patience;
    private final Clock clock;
    private final Map<String, String> more;

    /**
     * @param more further properties of the client, for tests whose server nobody vouches for
     */
    SmtpTransport(SmtpServer server, SmtpPatience patience, Clock clock, Map<String, String> more) {
        this.server = server;
        this.patience = patience;
        this.clock = clock;
        this.more = more;
    }

    @Override
    public void deliver(UUID id, Letter letter) throws DeliveryException {
        var delivery =
                new FutureTask<@Nullable Void>(
                        () -> {
                            send(id, letter);
                            return null;
                        });
        // The client's own timeouts are for one read each, and a server that drips never ends
        // them. Interrupting a virtual thread closes the socket that it waits at.
        var thread = Thread.ofVirtual().name("mail-delivery").start(delivery);
        try {
            delivery.get(patience.delivery().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failure(failed.getCause());
        } catch (TimeoutException slow) {
            throw DeliveryException.postponed(
                    server + " took longer than " + patience.delivery().toSeconds() + " s", slow);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw DeliveryException.postponed("Parley stopped meanwhile", stopping);
        } finally {
            thread.interrupt();
        }
    }

    private void send(UUID id, Letter letter) throws MessagingException {
        var session = Session.getInstance(properties());
        var message = new MimeLetter(session, id, letter, server.from(), clock.instant());
        try (var transport = session.getTransport()) {
            transport.connect(server.host(), server.port(), server.username(), server.password());
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    private Properties properties() {
        var secure = server.tls() == TlsMode.TLS;
        var properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.auth", String.valueOf(server.username() != null));
        properties.put("mail.smtp.ssl.enable", String.valueOf(secure));
        // Required: somebody between who takes the offer out of the greeting gets nothing.
        var upgrade = String.valueOf(server.tls() == TlsMode.STARTTLS);
        properties.put("mail.smtp.starttls.enable", upgrade);
        properties.put("mail.smtp.starttls.required", upgrade);
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.put("mail.smtp.connectiontimeout", millis(patience.connect().toMillis()));
        properties.put("mail.smtp.timeout", millis(patience.answer().toMillis()));
        properties.put("mail.smtp.writetimeout", millis(patience.answer().toMillis()));
        // What greets must not depend on a name service that knows this machine.
        properties.put("mail.smtp.localhost", domain(server.from()));
        properties.put("mail.smtp.from", server.from());
        properties.putAll(more);
        return properties;
    }

    private static String millis(long millis) {
        return Long.toString(millis);
    }

    private static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    private DeliveryException failure(@Nullable Throwable failed) {
        if (failed instanceof AuthenticationFailedException) {
            return DeliveryException.postponed(
                    server + " does not take the username and the password", failed);
        }
        var reason = server + ": " + reason(failed);
        return failed != null && isFinal(failed)
                ? DeliveryException.refused(reason, failed)
                : DeliveryException.postponed(reason, failed);
    }

    private static String reason(@Nullable Throwable failed) {
        var innermost = failed;
        while (innermost instanceof MessagingException wrapped
                && wrapped.getNextException() != null) {
            innermost = wrapped.getNextException();
        }
        return innermost == null || innermost.getMessage() == null
                ? "no answer"
                : innermost.getMessage();
    }

    /** A server says with 5yz that the same will never be taken (RFC 5321, section 4.2.1). */
    private static boolean isFinal(Throwable failed) {
        for (Throwable each = failed;
                each instanceof MessagingException one;
                each = one.getNextException()) {
            int code =
                    switch (one) {
                        case SMTPAddressFailedException receiver -> receiver.getReturnCode();
                        case SMTPSenderFailedException sender -> sender.getReturnCode();
                        case SMTPSendFailedException message -> message.getReturnCode();
                        case AddressException _ -> PERMANENT;
                        default -> 0;
                    };
            if (code >= PERMANENT) {
                return true;
            }
        }
        return false;
    }
}
