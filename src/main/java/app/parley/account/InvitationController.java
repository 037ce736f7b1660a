package app.parley.account;

import app.parley.platform.web.Page;
import app.parley.platform.web.PublicAddress;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** For administrators alone, as everything under its path. */
@RestController
@RequestMapping("/api/v1/admin/invitations")
@Tag(name = "Invitations")
class InvitationController {
    private static final int USUAL_DAYS = 7;

    private final Invitations invitations;
    private final PublicAddress address;

    InvitationController(Invitations invitations, PublicAddress address) {
        this.invitations = invitations;
        this.address = address;
    }

    /**
     * @param email where a letter goes; null: the link is handed over in another way
     * @param role user if not said
     */
    record NewInvitation(
            @Size(max = 254) @Nullable String email,
            @Nullable Role role,
            @Min(1) @Max(90) @Nullable Integer expiresInDays) {}

    /**
     * @param usedBy who made an account with it
     * @param link shown this once
     */
    record InvitationItem(
            UUID id,
            @Nullable String email,
            Role role,
            Instant createdAt,
            Instant expiresAt,
            @Nullable UUID usedBy,
            @Nullable String link) {
        static InvitationItem of(Invitation invitation, @Nullable String link) {
            return new InvitationItem(
                    invitation.id(),
                    invitation.email(),
                    invitation.role(),
                    invitation.createdAt(),
                    invitation.expiresAt(),
                    invitation.usedBy(),
                    link);
        }

        /** Keeps the link out of logs. */
        @Override
        public String toString() {
            return "InvitationItem[" + id + "]";
        }
    }

    @GetMapping
    @Operation(summary = "Invitations, the newest first")
    Page<InvitationItem> list() {
        return new Page<>(
                invitations.all().stream().map(each -> InvitationItem.of(each, null)).toList(),
                null);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Invite somebody")
    InvitationItem invite(
            CurrentUser user, @Valid @RequestBody NewInvitation body, HttpServletRequest request) {
        var made =
                invitations.invite(
                        user,
                        body.email(),
                        body.role() == null ? Role.USER : body.role(),
                        body.expiresInDays() == null ? USUAL_DAYS : body.expiresInDays());
        return InvitationItem.of(made.invitation(), address.of(request) + made.path());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take an invitation back")
    void delete(@PathVariable UUID id) {
        invitations.delete(id);
    }
}
