package app.parley.account;

import app.parley.account.SecurityNotice.Kind;
import app.parley.platform.audit.AuditEntry;
import app.parley.platform.audit.AuditRecorded;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells the owners of accounts what was done to those, in case it was not they. What must be told
 * is recorded anyway, so that nothing else has to remember a letter: a new action of this kind is a
 * line here.
 */
@Component
class SecurityLetters {
    private final ApplicationEventPublisher events;

    SecurityLetters(ApplicationEventPublisher events) {
        this.events = events;
    }

    @EventListener
    void on(AuditRecorded recorded) {
        var entry = recorded.entry();
        var owner = owner(entry);
        if (owner != null) {
            kind(entry, owner)
                    .ifPresent(
                            kind ->
                                    events.publishEvent(
                                            new SecurityNotice(owner, kind, details(entry))));
        }
    }

    /** Whose account it is about: the one that something was done to, else whoever did it. */
    private static @Nullable UUID owner(AuditEntry entry) {
        var subject = entry.subject();
        return subject != null && subject.type().equals("account")
                ? UUID.fromString(subject.id())
                : entry.actorId();
    }

    private static Optional<Kind> kind(AuditEntry entry, UUID owner) {
        return Optional.ofNullable(
                switch (entry.action()) {
                    case "account.password-changed" -> Kind.PASSWORD_CHANGED;
                    case "account.password-reset" -> Kind.PASSWORD_RESET;
                    case "account.export-asked" -> Kind.EXPORT_ASKED;
                    case "account.sign-in" ->
                            entry.details().containsKey(Sessions.NEW_DEVICE)
                                    ? Kind.NEW_DEVICE
                                    : null;
                    case "factor.added" -> isPasskey(entry) ? Kind.PASSKEY_ADDED : Kind.TOTP_ADDED;
                    case "factor.removed" -> removed(entry, owner);
                    case "factor.replaced" -> Kind.RECOVERY_CODES_MADE;
                    case "factor.recovery-code-used" -> Kind.RECOVERY_CODE_USED;
                    case "identity.linked" -> Kind.IDENTITY_LINKED;
                    case "identity.unlinked" -> Kind.IDENTITY_UNLINKED;
                    case "key.created" -> Kind.KEY_CREATED;
                    case "role.changed" -> Kind.ROLE_CHANGED;
                    case "person.suspended" -> Kind.SUSPENDED;
                    case "person.restored" -> Kind.RESTORED;
                    case "chat.read-by-administrator" -> Kind.CHAT_READ_BY_ADMINISTRATOR;
                    default -> null;
                });
    }

    private static Kind removed(AuditEntry entry, UUID owner) {
        if (!owner.equals(entry.actorId())) {
            return Kind.FACTORS_REMOVED_BY_ADMINISTRATOR;
        }
        return isPasskey(entry) ? Kind.PASSKEY_REMOVED : Kind.TOTP_REMOVED;
    }

    private static boolean isPasskey(AuditEntry entry) {
        return "passkey".equals(entry.details().get("factor"));
    }

    private static Map<String, String> details(AuditEntry entry) {
        var details = new HashMap<>(entry.told());
        for (var change : entry.changes()) {
            if (change.name().equals("role") && change.after() != null) {
                details.put("role", change.after());
            }
        }
        return details;
    }
}
