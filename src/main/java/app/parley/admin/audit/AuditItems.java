package app.parley.admin.audit;

import app.parley.account.People;
import app.parley.account.Person;
import app.parley.platform.audit.AuditEntry;
import app.parley.platform.audit.AuditRow;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Entries with the names that people have now: the log itself knows them by their ids alone. */
@Component
class AuditItems {
    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};
    private static final TypeReference<List<AuditItem.Change>> CHANGES = new TypeReference<>() {};
    private static final String ACCOUNT = "account";

    private final People people;
    private final JsonMapper json;

    AuditItems(People people, JsonMapper json) {
        this.people = people;
        this.json = json;
    }

    List<AuditItem> of(List<AuditRow> rows) {
        Set<UUID> ids = new HashSet<>();
        for (var row : rows) {
            if (row.actorId() != null) {
                ids.add(row.actorId());
            }
            account(row.subject()).ifPresent(ids::add);
        }
        var named =
                people.withIds(ids).stream()
                        .collect(Collectors.toMap(Person::id, Function.identity()));
        return rows.stream().map(row -> item(row, named)).toList();
    }

    private AuditItem item(AuditRow row, Map<UUID, Person> named) {
        var details = json.readValue(row.details(), DETAILS);
        var actor = row.actorId();
        return new AuditItem(
                row.number(),
                row.at(),
                row.action(),
                actor == null ? null : new AuditItem.Actor(actor, name(named.get(actor))),
                subject(row.subject(), details, named),
                row.address(),
                details,
                json.readValue(row.changes(), CHANGES),
                row.hash());
    }

    private static AuditItem.@Nullable Subject subject(
            AuditEntry.@Nullable Subject subject,
            Map<String, String> details,
            Map<UUID, Person> named) {
        if (subject == null) {
            return null;
        }
        var name =
                account(subject)
                        .map(id -> name(named.get(id)))
                        .orElseGet(() -> details.get("name"));
        return new AuditItem.Subject(subject.type(), subject.id(), name);
    }

    private static Optional<UUID> account(AuditEntry.@Nullable Subject subject) {
        if (subject == null || !subject.type().equals(ACCOUNT)) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(subject.id()));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static @Nullable String name(@Nullable Person person) {
        return person == null ? null : person.username();
    }
}
