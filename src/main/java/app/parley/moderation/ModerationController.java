package app.parley.moderation;

import app.parley.account.CurrentUser;
import app.parley.account.People;
import app.parley.account.Person;
import app.parley.account.Role;
import app.parley.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For administrators alone, as everything under its path. */
@RestController
@RequestMapping("/api/v1/admin/moderation")
@Tag(name = "Moderation")
class ModerationController {
    private final ModerationRules rules;
    private final ModerationEvents events;
    private final People people;

    ModerationController(ModerationRules rules, ModerationEvents events, People people) {
        this.rules = rules;
        this.events = events;
        this.people = people;
    }

    /**
     * @param openaiModeration whether OpenAI judges too, through the connected provider
     * @param failClosed whether what OpenAI could not judge is blocked; else it is let through, and
     *     an event says so
     * @param keepOriginals whether reviewers can read what was found
     * @param exemptRoles admin, user
     */
    record ModerationSettings(
            boolean enabled,
            boolean openaiModeration,
            @Nullable Boolean failClosed,
            boolean keepOriginals,
            @Nullable List<@NotNull Role> exemptRoles,
            @Size(max = 200) @Nullable List<@Valid @NotNull Rule> rules) {}

    /**
     * @param id empty or null for a new rule
     * @param pattern in RE2's syntax; (?i) at its beginning takes capitals and small letters alike
     */
    record Rule(
            @Nullable String id,
            @NotNull @Size(min = 1, max = 100) String name,
            @NotNull @Size(min = 1, max = 1000) String pattern,
            @NotNull @Size(min = 1, max = 50) String category,
            @NotNull Finding.Action action,
            ModerationRule.@NotNull Applies applies,
            @Nullable Boolean enabled) {}

    record Sample(@NotNull @Size(max = 20_000) String text) {}

    record Matches(List<Match> matches) {}

    /**
     * @param rule the rule's id
     * @param text what matched
     */
    record Match(
            String rule,
            String name,
            String category,
            Finding.Action action,
            ModerationRule.Applies applies,
            String text,
            int start,
            int end) {}

    /**
     * @param name null where the account is gone
     */
    record EventPerson(UUID id, @Nullable String name) {}

    /**
     * @param excerpt what was found, and a little around it; null where originals are not kept
     */
    record EventItem(
            UUID id,
            Instant at,
            ModerationEvent.Kind kind,
            String category,
            String rule,
            Finding.Action action,
            EventPerson person,
            UUID conversationId,
            @Nullable String excerpt,
            ModerationEvent.State state,
            @Nullable String note) {}

    record Review(@Size(max = 2_000) @Nullable String note) {}

    record Original(String text) {}

    @GetMapping
    @Operation(summary = "What may not be asked or answered")
    ModerationSettings show() {
        return settings(rules.policy());
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Say what may not be asked or answered", description = "As a whole.")
    ModerationSettings change(@Valid @RequestBody ModerationSettings wanted) {
        var policy =
                new ModerationPolicy(
                        wanted.enabled(),
                        wanted.openaiModeration(),
                        Boolean.TRUE.equals(wanted.failClosed()),
                        wanted.keepOriginals(),
                        orNone(wanted.exemptRoles()),
                        orNone(wanted.rules()).stream().map(ModerationController::rule).toList());
        return settings(rules.change(policy));
    }

    @PostMapping(path = "/try", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Which rules a text falls under",
            description = "The stored rules that are switched on; nothing is recorded.")
    Matches tryOut(@Valid @RequestBody Sample sample) {
        return new Matches(rules.matches(sample.text()));
    }

    @GetMapping("/events")
    @Operation(summary = "What was found, the newest first", description = "Kept for 90 days.")
    Page<EventItem> events(
            @RequestParam(required = false) @Nullable UUID cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String state) {
        var page =
                Page.of(
                        events.list(ModerationRules.state(state), cursor, limit + 1),
                        limit,
                        last -> last.id().toString());
        var ids = page.items().stream().map(ModerationEvent::personId).distinct().toList();
        var named =
                people.withIds(ids).stream()
                        .collect(Collectors.toMap(Person::id, Person::username));
        return new Page<>(
                page.items().stream().map(event -> item(event, named)).toList(), page.nextCursor());
    }

    @PostMapping(path = "/events/{id}/review", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Say that an event was looked at")
    EventItem review(CurrentUser user, @PathVariable UUID id, @Valid @RequestBody Review review) {
        var event = events.review(id, review.note(), user.userId());
        var named =
                people.withIds(List.of(event.personId())).stream()
                        .collect(Collectors.toMap(Person::id, Person::username));
        return item(event, named);
    }

    @GetMapping("/events/{id}/original")
    @Operation(
            summary = "The whole text in which something was found",
            description = "Where originals are kept. That it was read is recorded.")
    Original original(@PathVariable UUID id) {
        return new Original(events.original(id));
    }

    private EventItem item(ModerationEvent event, Map<UUID, String> named) {
        return new EventItem(
                event.id(),
                event.at(),
                event.kind(),
                event.category(),
                event.rule(),
                event.action(),
                new EventPerson(event.personId(), named.get(event.personId())),
                event.conversationId(),
                events.excerpt(event),
                event.state(),
                event.note());
    }

    private static ModerationSettings settings(ModerationPolicy policy) {
        return new ModerationSettings(
                policy.enabled(),
                policy.openaiModeration(),
                policy.failClosed(),
                policy.keepOriginals(),
                policy.exemptRoles(),
                policy.rules().stream()
                        .map(
                                rule ->
                                        new Rule(
                                                rule.id(),
                                                rule.name(),
                                                rule.pattern(),
                                                rule.category(),
                                                rule.action(),
                                                rule.applies(),
                                                rule.enabled()))
                        .toList());
    }

    private static ModerationRule rule(Rule rule) {
        return new ModerationRule(
                rule.id() == null ? "" : rule.id(),
                rule.name().strip(),
                rule.pattern(),
                rule.category().strip(),
                rule.action(),
                rule.applies(),
                rule.enabled() == null || rule.enabled());
    }

    private static <T> List<T> orNone(@Nullable List<T> values) {
        return values == null ? List.of() : values;
    }
}
