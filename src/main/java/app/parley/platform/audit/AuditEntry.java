package app.parley.platform.audit;

import app.parley.platform.origin.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded. People are named by their ids alone, so that an account that is erased leaves
 * no name behind in a record that nobody can change. What a secret was is never kept: of a value
 * whose name says that it is one, an entry tells that it changed.
 *
 * @param actorId who did it; null for somebody who was not signed in, and for the server itself
 * @param address where the request came from
 * @param subject what it was done to
 * @param told what a letter about it may say, and the record must not keep: names that people gave
 */
public record AuditEntry(
        String action,
        @Nullable UUID actorId,
        @Nullable String address,
        @Nullable Subject subject,
        Map<String, String> details,
        List<Change> changes,
        Map<String, String> told) {
    private static final Pattern ACTION = Pattern.compile("[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*");
    private static final Pattern SECRET =
            Pattern.compile(
                    ".*(password|secret|token|api-?key|private-?key|sealed[a-z]*|hash|totp)",
                    Pattern.CASE_INSENSITIVE);
    private static final String HIDDEN = "(hidden)";
    private static final int LONGEST_VALUE = 1_000;

    /**
     * @param type such as {@code account} or {@code provider}
     */
    public record Subject(String type, String id) {}

    /** A value before and after; null where there was none. */
    public record Change(String name, @Nullable String before, @Nullable String after) {}

    public AuditEntry {
        if (!ACTION.matcher(action).matches()) {
            throw new IllegalArgumentException("not the name of an action: " + action);
        }
        details = new LinkedHashMap<>(details);
        changes = List.copyOf(changes);
        told = Map.copyOf(told);
    }

    static AuditEntry of(String action) {
        var origin = Origin.current();
        return new AuditEntry(
                action, origin.actorId(), origin.address(), null, Map.of(), List.of(), Map.of());
    }

    /** Who did it, where it is not whoever sent the request. */
    public AuditEntry by(@Nullable UUID actor) {
        return new AuditEntry(action, actor, address, subject, details, changes, told);
    }

    /** Where from, where it is not where the request came from. */
    public AuditEntry from(@Nullable String place) {
        return new AuditEntry(action, actorId, place, subject, details, changes, told);
    }

    public AuditEntry on(String type, Object id) {
        return new AuditEntry(
                action, actorId, address, new Subject(type, id.toString()), details, changes, told);
    }

    /** Says more; null says nothing. */
    public AuditEntry detail(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        var more = new LinkedHashMap<>(details);
        more.put(name, Objects.requireNonNull(shown(name, value)));
        return new AuditEntry(action, actorId, address, subject, more, changes, told);
    }

    /** Says something to the owner of the account, and to nobody who reads the record. */
    public AuditEntry tell(String name, String value) {
        var more = new LinkedHashMap<>(told);
        more.put(name, value);
        return new AuditEntry(action, actorId, address, subject, details, changes, more);
    }

    /** What a value was and is; nothing where it stayed. */
    public AuditEntry change(String name, @Nullable Object before, @Nullable Object after) {
        if (Objects.equals(before, after)) {
            return this;
        }
        var more = new ArrayList<>(changes);
        more.add(new Change(name, shown(name, before), shown(name, after)));
        return new AuditEntry(action, actorId, address, subject, details, more, told);
    }

    private static @Nullable String shown(String name, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (SECRET.matcher(name).matches()) {
            return HIDDEN;
        }
        var text = value.toString();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }
}
