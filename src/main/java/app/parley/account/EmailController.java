package app.parley.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Addresses, and what can be done by whoever reads the mail there. */
@RestController
@RequestMapping(path = "/api/v1", consumes = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "E-mail")
class EmailController {
    private final EmailOwnership ownership;
    private final PasswordReset reset;

    EmailController(EmailOwnership ownership, PasswordReset reset) {
        this.ownership = ownership;
        this.reset = reset;
    }

    /** The secret of a link. Whatever is sent in its place is wrong in the same way. */
    record Link(@Schema(type = "string") @Nullable JsonNode token) {
        String text() {
            return EmailController.text(token);
        }

        @Override
        public String toString() {
            return "Link";
        }
    }

    record Address(@NotNull String email) {
        @Override
        public String toString() {
            return "Address";
        }
    }

    record NewPassword(
            @Schema(type = "string") @Nullable JsonNode token, @NotNull String newPassword) {
        /** Keeps both out of logs. */
        @Override
        public String toString() {
            return "NewPassword";
        }
    }

    record Nothing() {}

    @PostMapping("/auth/email/verify")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Confirm an address with the link that was sent there")
    void verify(@RequestBody Link link) {
        ownership.confirm(link.text());
    }

    @PostMapping("/auth/password/forgot")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Have a link for a new password sent, if the address is somebody's")
    void forgot(@Valid @RequestBody Address address) {
        reset.ask(address.email());
    }

    @PostMapping("/auth/password/reset")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Choose a new password with the link; all sessions end")
    void reset(@Valid @RequestBody NewPassword body) {
        reset.reset(text(body.token()), body.newPassword());
    }

    @PostMapping("/me/email/verification")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Have another link sent to the address")
    void sendAgain(CurrentUser user, @RequestBody(required = false) @Nullable Nothing body) {
        ownership.sendAgain(user);
    }

    @StepUp
    @PostMapping("/me/email")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Change the address: a link goes to the new one, a notice to the old")
    void change(CurrentUser user, @Valid @RequestBody Address address) {
        ownership.change(user, address.email());
    }

    private static String text(@Nullable JsonNode token) {
        return token != null && token.isString() ? token.asString() : "";
    }
}
