package app.parley.account;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/me/step-up", consumes = MediaType.APPLICATION_JSON_VALUE)
class StepUpController {
    private final Confirmation confirmation;

    StepUpController(Confirmation confirmation) {
        this.confirmation = confirmation;
    }

    /** One of the two. */
    record Proof(@Nullable String password, @Nullable String code) {
        /** Keeps both out of logs. */
        @Override
        public String toString() {
            return "Proof[]";
        }
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
