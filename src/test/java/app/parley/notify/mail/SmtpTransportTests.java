package app.parley.notify.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMultipart;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmtpTransportTests {
    private static final SmtpPatience SHORT =
            new SmtpPatience(
                    Duration.ofSeconds(5), Duration.ofMillis(400), Duration.ofMillis(1500));
    private static final SmtpPatience LONG =
            new SmtpPatience(
                    Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(40));
    private static final Letter LETTER =
            new Letter("ada@example.org", "Grüße", "Hello Ada\n", "<p>Hello <b>Ada</b></p>");

    private final ScriptedSmtp scripted = new ScriptedSmtp();
    private @Nullable GreenMail real;

    @AfterEach
    void stop() {
        scripted.close();
        if (real != null) {
            real.stop();
        }
    }

    @Test
    void aRealServerGetsBothForms() throws Exception {
        var server = start(ServerSetup.PROTOCOL_SMTP);
        var id = UUID.randomUUID();

        transport(server.getSmtp().getPort(), TlsMode.NONE, null, LONG).deliver(id, LETTER);

        var message = server.getReceivedMessages()[0];
        assertThat(message.getSubject()).isEqualTo("Grüße");
        assertThat(message.getFrom()[0]).hasToString("parley@example.org");
        assertThat(message.getMessageID()).isEqualTo("<" + id + "@example.org>");
        var parts = (MimeMultipart) message.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(GreenMailUtil.getBody(parts.getBodyPart(0))).contains("Hello Ada");
        assertThat(GreenMailUtil.getBody(parts.getBodyPart(1))).contains("<b>Ada</b>");
    }

    @Test
    void speaksTlsAndSignsIn() throws Exception {
        var server = start(ServerSetup.PROTOCOL_SMTPS);
        server.setUser("parley@example.org", "parley", "correct horse");

        new SmtpTransport(
                        smtp(server.getSmtps().getPort(), TlsMode.TLS, "parley", "correct horse"),
                        LONG,
                        Clock.systemUTC(),
                        Map.of(
                                "mail.smtp.ssl.trust", "*",
                                "mail.smtp.ssl.checkserveridentity", "false"))
                .deliver(UUID.randomUUID(), LETTER);

        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotBelieved() {
        var server = start(ServerSetup.PROTOCOL_SMTPS);

        var failure = failure(transport(server.getSmtps().getPort(), TlsMode.TLS, null, LONG));

        assertThat(failure.isFinal()).isFalse();
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aPasswordThatIsWrongCanBePutRight() {
        scripted.answers("EHLO", "250-scripted\r\n250 AUTH PLAIN LOGIN")
                .answers("AUTH", "535 5.7.8 no");

        var failure =
                failure(
                        new SmtpTransport(
                                smtp(scripted.port(), TlsMode.NONE, "parley", "wrong-password"),
                                LONG,
                                Clock.systemUTC(),
                                Map.of()));

        assertThat(failure.isFinal()).isFalse();
        assertThat(failure.reason()).contains("username").doesNotContain("wrong-password");
    }

    @Test
    void withoutTheEncryptionThatWasAskedForNothingIsSaid() {
        scripted.answers("EHLO", "250 scripted");

        var failure = failure(transport(scripted.port(), TlsMode.STARTTLS, "parley", LONG));

        assertThat(failure.isFinal()).isFalse();
        assertThat(scripted.said()).noneMatch(line -> line.matches("(?i)(AUTH|MAIL|RCPT).*"));
    }

    @Test
    void greylistingMeansLater() {
        scripted.answers("RCPT", "451 4.7.1 Greylisted, come back in 5 minutes");

        var failure = failure(transport(scripted.port(), TlsMode.NONE, null, LONG));

        assertThat(failure.isFinal()).isFalse();
        assertThat(failure.reason()).contains("Greylisted");
    }

    @Test
    void anUnknownMailboxMeansNever() {
        scripted.answers("RCPT", "550 5.1.1 No such mailbox\u0007");

        var failure = failure(transport(scripted.port(), TlsMode.NONE, null, LONG));

        assertThat(failure.isFinal()).isTrue();
        assertThat(failure.reason()).contains("No such mailbox").doesNotContain("\u0007");
    }

    @Test
    void aRefusedLetterMeansNever() {
        scripted.answers(".", "554 5.7.1 Spam");

        assertThat(failure(transport(scripted.port(), TlsMode.NONE, null, LONG)).isFinal())
                .isTrue();
    }

    @Test
    void aFullMailboxMeansLater() {
        scripted.answers(".", "452 4.2.2 Mailbox full");

        assertThat(failure(transport(scripted.port(), TlsMode.NONE, null, LONG)).isFinal())
                .isFalse();
    }

    @Test
    void aServerThatHangsIsGivenUpInTime() {
        scripted.mute();

        var failure = failure(transport(scripted.port(), TlsMode.NONE, null, SHORT));

        assertThat(failure.isFinal()).isFalse();
    }

    @Test
    void aServerThatDripsIsGivenUpInTime() {
        scripted.dripping();

        var failure = failure(transport(scripted.port(), TlsMode.NONE, null, SHORT));

        assertThat(failure.isFinal()).isFalse();
        assertThat(failure.reason()).contains("took longer");
    }

    @Test
    void aServerThatIsAwayMeansLater() {
        int port = scripted.port();
        scripted.close();

        assertThat(failure(transport(port, TlsMode.NONE, null, LONG)).isFinal()).isFalse();
    }

    private static DeliveryException failure(SmtpTransport transport) {
        return catchThrowableOfType(
                DeliveryException.class, () -> transport.deliver(UUID.randomUUID(), LETTER));
    }

    private GreenMail start(String protocol) {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
        real = server;
        server.start();
        return server;
    }

    private static SmtpTransport transport(
            int port, TlsMode tls, @Nullable String username, SmtpPatience patience) {
        return new SmtpTransport(
                smtp(port, tls, username, username == null ? null : "secret"),
                patience,
                Clock.systemUTC(),
                Map.of());
    }

    private static SmtpServer smtp(
            int port, TlsMode tls, @Nullable String username, @Nullable String password) {
        return new SmtpServer("127.0.0.1", port, tls, username, password, "parley@example.org");
    }
}
