package app.parley.account.passkey;

import app.parley.account.CurrentUser;
import app.parley.account.StepUp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/v1/me/passkeys")
class PasskeyController {
    private final Passkeys passkeys;
    private final RelyingParties parties;

    PasskeyController(Passkeys passkeys, RelyingParties parties) {
        this.passkeys = passkeys;
        this.parties = parties;
    }

    record Nothing() {}

    /**
     * @param credential what {@code PublicKeyCredential.toJSON} makes of a registration
     */
    record NewPasskey(
            @NotNull UUID request, @NotNull String name, @NotNull ObjectNode credential) {}

    record Rename(@NotNull String name) {}

    @StepUp
    @PostMapping("/options")
    Passkeys.Question options(
            CurrentUser user,
            @RequestBody(required = false) @Nullable Nothing body,
            HttpServletRequest request) {
        return passkeys.offer(parties.of(request), owner(user));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Passkey add(CurrentUser user, @Valid @RequestBody NewPasskey made, HttpServletRequest request) {
        return passkeys.add(
                parties.of(request),
                owner(user),
                user.sessionId(),
                made.request(),
                made.name(),
                made.credential());
    }

    @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Passkey rename(CurrentUser user, @PathVariable UUID id, @Valid @RequestBody Rename rename) {
        return passkeys.rename(user.userId(), id, rename.name());
    }

    @StepUp
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(CurrentUser user, @PathVariable UUID id) {
        passkeys.remove(user.userId(), id, user.sessionId());
    }

    private static Ceremony.Owner owner(CurrentUser user) {
        return new Ceremony.Owner(user.userId(), user.username(), user.username());
    }
}
