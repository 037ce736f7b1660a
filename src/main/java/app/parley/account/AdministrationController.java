package app.parley.account;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.web.Page;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/admin/people")
class AdministrationController {
    private final Administration administration;

    AdministrationController(Administration administration) {
        this.administration = administration;
    }

    /**
     * @param pending whether they wait for an administrator's approval
     * @param lastSeenAt when a session of theirs was last renewed
     */
    record PersonItem(
            UUID id,
            String username,
            String displayName,
            @Nullable String email,
            boolean emailVerified,
            Role role,
            @Nullable Instant suspendedAt,
            boolean pending,
            boolean secondFactor,
            Instant createdAt,
            @Nullable Instant lastSeenAt) {
        static PersonItem of(JdbcPeopleStore.Row row) {
            return new PersonItem(
                    row.id(),
                    row.username(),
                    row.displayName(),
                    row.email(),
                    row.emailVerified(),
                    row.role(),
                    row.suspendedAt(),
                    row.pending(),
                    row.secondFactor(),
                    row.createdAt(),
                    row.lastSeenAt());
        }
    }

    /**
     * What is left out stays as it is.
     *
     * @param approved true lets somebody in who is pending
     */
    record PersonChange(
            @Nullable Role role, @Nullable Boolean suspended, @Nullable Boolean approved) {}

    @GetMapping
    Page<PersonItem> list(
            @RequestParam(required = false) @Size(max = 200) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        if (q != null && !Text.isClean(q)) {
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST, "This has characters nobody can type.");
        }
        var page = administration.list(q, cursor, limit);
        return new Page<>(page.items().stream().map(PersonItem::of).toList(), page.nextCursor());
    }

    @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    PersonItem change(@PathVariable UUID id, @RequestBody PersonChange change) {
        return PersonItem.of(
                administration.change(id, change.role(), change.suspended(), change.approved()));
    }

    @GetMapping("/{id}/sessions")
    SessionController.SessionList sessions(CurrentUser user, @PathVariable UUID id) {
        List<SessionController.SessionItem> items =
                administration.sessions(id).stream()
                        .map(session -> SessionController.item(session, user.sessionId()))
                        .toList();
        return new SessionController.SessionList(items, null);
    }

    @DeleteMapping("/{id}/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endSessions(@PathVariable UUID id) {
        administration.endSessions(id);
    }

    @DeleteMapping("/{id}/factors")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeFactors(@PathVariable UUID id) {
        administration.removeFactors(id);
    }
}
