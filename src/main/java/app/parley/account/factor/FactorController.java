package app.parley.account.factor;

import app.parley.account.CurrentUser;
import app.parley.account.StepUp;
import app.parley.account.passkey.Passkey;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/me/factors")
class FactorController {
    private final Factors factors;

    FactorController(Factors factors) {
        this.factors = factors;
    }

    record TotpItem(boolean enabled, @Nullable Instant since) {}

    record CodesItem(int left, @Nullable Instant since) {}

    record FactorList(TotpItem totp, CodesItem recoveryCodes, List<Passkey> passkeys) {}

    record Code(@NotNull String code) {
        /** Keeps the code out of logs. */
        @Override
        public String toString() {
            return "Code[]";
        }
    }

    /** Shown once. */
    record Codes(List<String> recoveryCodes) {
        /** Keeps the codes out of logs. */
        @Override
        public String toString() {
            return "Codes[]";
        }
    }

    record Nothing() {}

    @GetMapping
    FactorList list(CurrentUser user) {
        var standing = factors.standing(user.userId());
        return new FactorList(
                new TotpItem(standing.totpSince() != null, standing.totpSince()),
                new CodesItem(standing.codes().left(), standing.codes().since()),
                standing.passkeys());
    }

    @StepUp
    @PostMapping("/totp")
    Factors.Offer offerTotp(
            CurrentUser user, @RequestBody(required = false) @Nullable Nothing body) {
        return factors.offer(user.userId(), user.username());
    }

    @PostMapping(path = "/totp/confirm", consumes = MediaType.APPLICATION_JSON_VALUE)
    Codes confirmTotp(CurrentUser user, @Valid @RequestBody Code typed) {
        return new Codes(factors.confirm(user.userId(), user.sessionId(), typed.code()));
    }

    @StepUp
    @DeleteMapping("/totp")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeTotp(CurrentUser user) {
        factors.removeTotp(user.userId(), user.sessionId());
    }

    @StepUp
    @PostMapping("/recovery-codes")
    Codes newRecoveryCodes(
            CurrentUser user, @RequestBody(required = false) @Nullable Nothing body) {
        return new Codes(factors.newRecoveryCodes(user.userId(), user.sessionId()));
    }
}
