package app.parley.account;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/v1/me")
class MeController {
    private final Profile profile;
    private final SignIn signIn;

    MeController(Profile profile, SignIn signIn) {
        this.profile = profile;
        this.signIn = signIn;
    }

    /**
     * @param preferences merged key by key; null takes a choice back
     */
    record ProfileChange(
            @Nullable String displayName,
            @Schema(implementation = Preferences.class) @Nullable ObjectNode preferences) {}

    record PasswordChange(@NotNull String currentPassword, @NotNull String newPassword) {
        /** Keeps the passwords out of logs. */
        @Override
        public String toString() {
            return "PasswordChange[]";
        }
    }

    @GetMapping
    User me(CurrentUser user) {
        return profile.of(user);
    }

    @PatchMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    User change(CurrentUser user, @RequestBody ProfileChange change) {
        return profile.change(user, change.displayName(), change.preferences());
    }

    @PostMapping(path = "/password", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(CurrentUser user, @Valid @RequestBody PasswordChange change) {
        signIn.changePassword(user, change.currentPassword(), change.newPassword());
    }
}
