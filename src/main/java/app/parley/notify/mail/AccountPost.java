package app.parley.notify.mail;

import app.parley.account.AccountLetter;
import app.parley.account.Contacts;
import app.parley.account.SecurityNotice;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes the letters that accounts give reason for, in the transaction of their reason. */
@Component
class AccountPost {
    private static final Duration NOTICE_GOOD_FOR = Duration.ofDays(3);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final Mailer mailer;
    private final Contacts contacts;
    private final MailTransports transports;
    private final HomeAddress home;
    private final Clock clock;

    AccountPost(
            Mailer mailer,
            Contacts contacts,
            MailTransports transports,
            HomeAddress home,
            Clock clock) {
        this.mailer = mailer;
        this.contacts = contacts;
        this.transports = transports;
        this.home = home;
        this.clock = clock;
    }

    @EventListener
    void on(AccountLetter letter) {
        if (letter.kind() == AccountLetter.Kind.ERASED && !transports.areDelivered()) {
            return; // it would stay in the outbox, as the last that is kept of somebody
        }
        var values = new HashMap<>(letter.values());
        values.put("time", TIME.format(clock.instant()));
        values.put("validity", spoken(letter.goodFor()));
        values.put("home", home.of(""));
        var path = letter.path();
        if (path != null) {
            values.put("link", home.of(path));
        }
        var template = letter.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        mailer.send(
                new MailMessage(
                        letter.accountId(), letter.to(), template, values, letter.goodFor()));
    }

    @EventListener
    void on(SecurityNotice notice) {
        contacts.of(notice.accountId())
                .ifPresent(
                        owner ->
                                mailer.send(
                                        new MailMessage(
                                                notice.accountId(),
                                                owner.email(),
                                                "security-notice",
                                                Map.of(
                                                        "name", owner.name(),
                                                        "event", sentence(notice),
                                                        "time", TIME.format(clock.instant()),
                                                        "link", home.of("/settings/security")),
                                                NOTICE_GOOD_FOR)));
    }

    private static String sentence(SecurityNotice notice) {
        var name = notice.details().getOrDefault("name", "");
        var named = name.isEmpty() ? "" : " (" + name + ")";
        return switch (notice.kind()) {
            case PASSWORD_CHANGED -> "Your password was changed.";
            case PASSWORD_RESET -> "Your password was reset, and all devices were signed out.";
            case TOTP_ADDED -> "Codes from an authenticator app were switched on.";
            case TOTP_REMOVED -> "Codes from an authenticator app were switched off.";
            case PASSKEY_ADDED -> "A passkey was added" + named + ".";
            case PASSKEY_REMOVED -> "A passkey was removed" + named + ".";
            case RECOVERY_CODES_MADE -> "New recovery codes were made; the old ones are void.";
            case RECOVERY_CODE_USED -> "Somebody signed in with one of your recovery codes.";
            case FACTORS_REMOVED_BY_ADMINISTRATOR ->
                    "An administrator has removed your second factors.";
            case IDENTITY_LINKED -> "A way to sign in was linked" + named + ".";
            case IDENTITY_UNLINKED -> "A way to sign in was unlinked" + named + ".";
            case KEY_CREATED -> "An API key was made" + named + ".";
            case NEW_DEVICE ->
                    "Somebody signed in from a device that was not used before" + named + ".";
            case ROLE_CHANGED ->
                    "Your role is now " + notice.details().getOrDefault("role", "another") + ".";
            case SUSPENDED -> "Your account was suspended by an administrator.";
            case RESTORED -> "Your account is open again.";
            case CHAT_READ_BY_ADMINISTRATOR -> "An administrator has opened one of your chats.";
            case EXPORT_ASKED -> "A copy of everything in your account was asked for.";
        };
    }

    private static String spoken(Duration duration) {
        if (duration.toDays() > 1) {
            return duration.toDays() + " days";
        }
        return duration.toHours() > 1
                ? duration.toHours() + " hours"
                : duration.toMinutes() + " minutes";
    }
}
