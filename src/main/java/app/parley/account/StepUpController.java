package app.parley.account;

import app.parley.account.passkey.Passkeys;
import app.parley.account.passkey.RelyingParties;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping(path = "/api/v1/me/step-up", consumes = MediaType.APPLICATION_JSON_VALUE)
class StepUpController {
    private final Confirmation confirmation;
    private final RelyingParties parties;

    StepUpController(Confirmation confirmation, RelyingParties parties) {
        this.confirmation = confirmation;
        this.parties = parties;
    }

    record Nothing() {}

    /**
     * @param credential what {@code PublicKeyCredential.toJSON} makes of an assertion
     */
    record PasskeyProof(@NotNull UUID request, @NotNull ObjectNode credential) {}

    /** One of the two. */
    record Proof(@Nullable String password, @Nullable String code) {
        /** Keeps both out of logs. */
        @Override
        public String toString() {
            return "Proof[]";
        }
    }

    @PostMapping("/passkey/options")
    Passkeys.Question askPasskey(
            CurrentUser user,
            @RequestBody(required = false) @Nullable Nothing body,
            HttpServletRequest request) {
        return confirmation.askPasskey(user, parties.of(request));
    }

    @PostMapping("/passkey")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirmByPasskey(
            CurrentUser user, @Valid @RequestBody PasskeyProof proof, HttpServletRequest request) {
        confirmation.byPasskey(user, parties.of(request), proof.request(), proof.credential());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirm(CurrentUser user, @RequestBody Proof proof) {
        if (proof.password() != null && proof.code() == null) {
            confirmation.byPassword(user, proof.password());
        } else if (proof.code() != null && proof.password() == null) {
            confirmation.byCode(user, proof.code());
        } else {
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST, "Please send the password, or a code.");
        }
    }
}
