package app.parley.notify.mail;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** For administrators alone, as everything under its path. */
@RestController
@RequestMapping("/api/v1/admin/mail")
@Tag(name = "Mail")
class MailController {
    private final MailSettings settings;
    private final MailTransports transports;
    private final Templates templates;
    private final JdbcMailQueue queue;

    MailController(
            MailSettings settings,
            MailTransports transports,
            Templates templates,
            JdbcMailQueue queue) {
        this.settings = settings;
        this.transports = transports;
        this.templates = templates;
        this.queue = queue;
    }

    /**
     * @param origin {@code settings} or {@code environment}
     * @param locked whether the server can be changed in the environment alone
     * @param host null where letters go into the outbox
     * @param waiting letters that will be tried again
     * @param failed letters of the last 7 days that were given up
     * @param lastFailure what went wrong last with one of these
     */
    record MailAnswer(
            String origin,
            boolean locked,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String username,
            @Nullable String from,
            @Nullable TlsMode tls,
            boolean hasPassword,
            long waiting,
            long failed,
            @Nullable String lastFailure) {}

    /**
     * @param host null for no server: letters go into the outbox
     * @param port null for the usual one
     * @param tls starttls, tls, or none
     * @param password null keeps the one that is set while the host stays; empty: none
     * @param from the address that letters come from
     */
    record MailChange(
            @Size(max = 253) @Nullable String host,
            @Nullable Integer port,
            @Nullable String tls,
            @Size(max = 1000) @Nullable String username,
            @Size(max = 1000) @Nullable String password,
            @Size(max = 254) @Nullable String from) {
        /** Says nothing: it has a password in it. */
        @Override
        public String toString() {
            return "MailChange";
        }
    }

    record MailTest(@NotNull @Size(max = 254) String to) {}

    /**
     * @param message what went wrong
     */
    record MailOutcome(boolean ok, @Nullable String message) {}

    @GetMapping
    @Operation(summary = "Which server takes the mail, and what waits for it")
    MailAnswer show() {
        var server = settings.server();
        var counts = queue.counts();
        return new MailAnswer(
                settings.isLocked() ? "environment" : "settings",
                settings.isLocked(),
                server.map(SmtpServer::host).orElse(null),
                server.map(SmtpServer::port).orElse(null),
                server.map(SmtpServer::username).orElse(null),
                server.map(SmtpServer::from).orElse(null),
                server.map(SmtpServer::tls).orElse(null),
                server.map(SmtpServer::password).isPresent(),
                counts.waiting(),
                counts.failed(),
                counts.lastFailure());
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Connect a mail server, or none")
    MailAnswer change(@Valid @RequestBody MailChange body) {
        settings.change(
                new MailSettings.Wanted(
                        body.host(),
                        body.port(),
                        tls(body.tls()),
                        body.username(),
                        body.password(),
                        body.from()));
        return show();
    }

    @PostMapping(path = "/test", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Deliver a letter at once, to see whether the server takes it")
    MailOutcome test(@Valid @RequestBody MailTest body) {
        if (!SmtpServers.isAddress(body.to())) {
            throw new ParleyException(ErrorCode.INVALID_REQUEST, "This is not an e-mail address.");
        }
        var letter =
                templates.letter(
                        new MailMessage(null, body.to(), "test", Map.of(), Duration.ofHours(1)));
        try {
            transports.current(null).deliver(Ids.newId(), letter);
            return new MailOutcome(true, null);
        } catch (DeliveryException failed) {
            return new MailOutcome(false, failed.reason());
        }
    }

    private static @Nullable TlsMode tls(@Nullable String code) {
        try {
            return code == null ? null : TlsMode.of(code.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new ParleyException(ErrorCode.INVALID_REQUEST, "tls is starttls, tls or none.");
        }
    }
}
