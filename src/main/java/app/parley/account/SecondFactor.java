package app.parley.account;

import app.parley.account.factor.Factors;
import app.parley.account.factor.Method;
import app.parley.account.passkey.Passkeys;
import app.parley.account.passkey.Purpose;
import app.parley.account.passkey.RelyingParty;
import app.parley.platform.audit.Audit;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The second half of a sign-in: who has a second factor gets a challenge for their password, and a
 * session for the challenge and a code.
 */
@Component
class SecondFactor {
    static final int MOST_TRIES = 5;
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int TOKEN_BYTES = 32;

    private final JdbcChallengeStore challenges;
    private final Factors factors;
    private final Passkeys passkeys;
    private final LoginGuard guard;
    private final Audit audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SecondFactor(
            JdbcChallengeStore challenges,
            Factors factors,
            Passkeys passkeys,
            LoginGuard guard,
            Audit audit,
            Clock clock) {
        this.challenges = challenges;
        this.factors = factors;
        this.passkeys = passkeys;
        this.guard = guard;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a password alone is not enough without; empty where it is. */
    Set<Method> methods(UUID accountId) {
        return factors.methods(accountId);
    }

    /** What is said to a right password that needs one of these beside it. */
    ParleyException challenge(UUID accountId, Set<Method> methods) {
        var token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        var text = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        var now = clock.instant();
        challenges.add(hash(text), accountId, now, now.plus(PATIENCE));
        return new ParleyException(
                ErrorCode.SECOND_FACTOR_REQUIRED,
                "The password is right. Please prove with your second factor that it is you.",
                Map.of(
                        "challenge",
                        text,
                        "methods",
                        methods.stream().map(Method::code).toList(),
                        "expiresIn",
                        PATIENCE.toSeconds()));
    }

    /**
     * @return whose challenge it was; it is over then
     * @throws ParleyException {@code bad-code}; {@code unauthenticated} if the challenge is over;
     *     {@code rate-limited} if too many codes of the account were wrong, whatever the challenge
     */
    UUID answer(String challenge, Method method, String code) {
        return answer(challenge, accountId -> isGood(accountId, method, code));
    }

    /** Asks for a passkey of whoever this challenge is for. */
    Passkeys.Question askPasskey(String challenge, RelyingParty party) {
        var accountId =
                challenges
                        .accountOf(hash(challenge), clock.instant(), MOST_TRIES)
                        .orElseThrow(SecondFactor::isOver);
        return passkeys.ask(party, Purpose.SECOND_FACTOR, accountId);
    }

    /**
     * @return whose challenge it was; it is over then
     * @throws ParleyException {@code bad-credentials}; {@code unauthenticated} if the challenge is
     *     over
     */
    UUID answer(String challenge, RelyingParty party, UUID request, JsonNode credential) {
        return answer(
                challenge,
                accountId ->
                        passkeys.answered(party, Purpose.SECOND_FACTOR, request, credential)
                                .equals(accountId));
    }

    /** Whether a code is good, of which only so many an hour may be wrong. */
    boolean isGood(UUID accountId, Method method, String code) {
        boolean good = tried(accountId, method, code);
        if (good && method == Method.RECOVERY_CODE) {
            audit.record(
                    Audit.entry("factor.recovery-code-used")
                            .by(accountId)
                            .on("account", accountId));
        }
        return good;
    }

    private boolean tried(UUID accountId, Method method, String code) {
        return guard.attempt(
                LoginGuard.Guess.CODE,
                accountId.toString(),
                () ->
                        switch (method) {
                            case TOTP -> factors.useTotp(accountId, code);
                            case RECOVERY_CODE -> factors.useRecoveryCode(accountId, code);
                            case PASSWORD, PASSKEY -> false;
                        });
    }

    void forgetChallenges(UUID accountId) {
        challenges.endAll(accountId, clock.instant());
    }

    private UUID answer(String challenge, Predicate<UUID> isGood) {
        var hash = hash(challenge);
        var accountId =
                challenges
                        .take(hash, clock.instant(), MOST_TRIES)
                        .orElseThrow(SecondFactor::isOver);
        if (!isGood.test(accountId)) {
            throw new ParleyException(ErrorCode.BAD_CODE, "This code is wrong, or was used.");
        }
        if (!challenges.end(hash, clock.instant())) {
            throw isOver();
        }
        return accountId;
    }

    static List<String> codes(Set<Method> methods) {
        return methods.stream().map(Method::code).toList();
    }

    private static ParleyException isOver() {
        return new ParleyException(
                ErrorCode.UNAUTHENTICATED, "This sign-in is over. Please begin again.");
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
