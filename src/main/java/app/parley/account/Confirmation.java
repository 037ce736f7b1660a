package app.parley.account;

import app.parley.account.factor.Method;
import app.parley.account.passkey.Passkeys;
import app.parley.account.passkey.Purpose;
import app.parley.account.passkey.RelyingParty;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Whether the person at a session has proved lately that it is they, and how they do so again. */
@Component
class Confirmation {
    static final Duration VALID = Duration.ofMinutes(5);

    private final JdbcAccountStore accounts;
    private final Sessions sessions;
    private final SignIn signIn;
    private final SecondFactor secondFactor;
    private final Passkeys passkeys;
    private final SignInProviders providers;
    private final Clock clock;

    Confirmation(
            JdbcAccountStore accounts,
            Sessions sessions,
            SignIn signIn,
            SecondFactor secondFactor,
            Passkeys passkeys,
            SignInProviders providers,
            Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.signIn = signIn;
        this.secondFactor = secondFactor;
        this.passkeys = passkeys;
        this.providers = providers;
        this.clock = clock;
    }

    /**
     * @throws ParleyException {@code step-up-required}, with the ways in which the person can
     *     confirm
     */
    void demand(CurrentUser user) {
        var since = clock.instant().minus(VALID);
        if (sessions.confirmedAt(user.sessionId()).filter(since::isBefore).isEmpty()) {
            var elsewhere = providers.confirming(user.userId());
            var codes = new ArrayList<>(SecondFactor.codes(methods(user.userId())));
            if (!elsewhere.isEmpty()) {
                codes.add("identity-provider");
            }
            throw new ParleyException(
                    ErrorCode.STEP_UP_REQUIRED,
                    "Please confirm that it is you.",
                    Map.of("methods", codes, "providers", elsewhere));
        }
    }

    void byPassword(CurrentUser user, String password) {
        signIn.checkPassword(user, password);
        confirmed(user);
    }

    void byCode(CurrentUser user, String code) {
        if (!secondFactor.isGood(user.userId(), Method.TOTP, code)) {
            throw new ParleyException(ErrorCode.BAD_CODE, "This code is wrong, or was used.");
        }
        confirmed(user);
    }

    Passkeys.Question askPasskey(CurrentUser user, RelyingParty party) {
        return passkeys.ask(party, Purpose.STEP_UP, user.userId());
    }

    void byPasskey(CurrentUser user, RelyingParty party, UUID request, JsonNode credential) {
        var holder = passkeys.answered(party, Purpose.STEP_UP, request, credential);
        if (!holder.equals(user.userId())) {
            throw new ParleyException(ErrorCode.BAD_CREDENTIALS, "This passkey is not yours.");
        }
        confirmed(user);
    }

    private void confirmed(CurrentUser user) {
        sessions.confirm(user.sessionId());
    }

    private Set<Method> methods(UUID accountId) {
        var methods = EnumSet.noneOf(Method.class);
        methods.addAll(secondFactor.methods(accountId));
        // What is on paper is for those who are locked out.
        methods.remove(Method.RECOVERY_CODE);
        if (accounts.byId(accountId).orElseThrow().passwordHash() != null) {
            methods.add(Method.PASSWORD);
        }
        return methods;
    }
}
