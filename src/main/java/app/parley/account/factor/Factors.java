package app.parley.account.factor;

import app.parley.account.factor.FactorsChanged.Change;
import app.parley.account.factor.JdbcFactorStore.CodesLeft;
import app.parley.account.passkey.Passkey;
import app.parley.account.passkey.Passkeys;
import app.parley.account.passkey.PasskeysChanged;
import app.parley.platform.command.Offline;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.secret.SecretBox;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** What somebody has beside a password: sets codes up, and says of a code whether it is good. */
@Service
@Offline
public class Factors {
    private static final Logger log = LoggerFactory.getLogger(Factors.class);
    private static final Duration OFFER = Duration.ofMinutes(30);
    private static final int SECRET_BYTES = 20;
    private static final Pattern CODE = Pattern.compile("[0-9]{" + Totp.DIGITS + "}");
    private static final String ISSUER = "Parley";

    private final JdbcFactorStore store;
    private final RecoveryCodes recoveryCodes;
    private final Passkeys passkeys;
    private final SecretBox box;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Factors(
            JdbcFactorStore store,
            RecoveryCodes recoveryCodes,
            Passkeys passkeys,
            SecretBox box,
            Transactions transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.recoveryCodes = recoveryCodes;
        this.passkeys = passkeys;
        this.box = box;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /** A secret that counts once a code of it was typed. */
    record Offer(String secret, String uri, String qr) {
        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return "Offer[]";
        }
    }

    /** What somebody has. */
    record Standing(@Nullable Instant totpSince, CodesLeft codes, List<Passkey> passkeys) {}

    /** By which of these somebody can prove who they are; empty if nothing is set up. */
    public Set<Method> methods(UUID accountId) {
        var methods = EnumSet.noneOf(Method.class);
        if (totpSince(accountId) != null) {
            methods.add(Method.TOTP);
        }
        if (!passkeys.of(accountId).isEmpty()) {
            methods.add(Method.PASSKEY);
        }
        if (!methods.isEmpty() && store.codes(accountId).left() > 0) {
            methods.add(Method.RECOVERY_CODE);
        }
        return methods;
    }

    /** Whether the code is one of the person's app at this moment; then it is used up. */
    public boolean useTotp(UUID accountId, String typed) {
        var code = typed.replaceAll("\\s", "");
        var row = store.totp(accountId).filter(totp -> totp.secret() != null).orElse(null);
        if (row == null || row.secret() == null || !CODE.matcher(code).matches()) {
            return false;
        }
        byte[] secret;
        try {
            secret = Base32.decode(box.open(row.secret(), context(accountId)));
        } catch (IllegalStateException lost) {
            log.warn(
                    "The secret of an authenticator app does not open; its factor must be removed");
            return false;
        }
        var step = Totp.matchingStep(secret, code, clock.instant(), row.lastStep());
        // Of two requests with the same code at the same time, one finds the step used.
        return step.isPresent() && store.useStep(accountId, step.getAsLong());
    }

    /** Whether the code is one of the person's that has not been used; then it has been. */
    public boolean useRecoveryCode(UUID accountId, String typed) {
        return RecoveryCodes.normalized(typed)
                .map(code -> recoveryCodes.hash(accountId, code))
                .filter(hash -> store.useCode(accountId, hash, clock.instant()))
                .isPresent();
    }

    /** Takes all factors away from somebody who lost them. */
    public void removeAll(UUID accountId) {
        transactions.transaction(
                () -> {
                    store.replaceCodes(accountId, List.of(), clock.instant());
                    passkeys.removeAll(accountId);
                    return store.removeTotp(accountId);
                });
        events.publishEvent(new FactorsChanged(accountId, Change.REMOVED, null, null));
    }

    Standing standing(UUID accountId) {
        return new Standing(totpSince(accountId), store.codes(accountId), passkeys.of(accountId));
    }

    Offer offer(UUID accountId, String username) {
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        var text = Base32.encode(secret);
        store.offer(accountId, box.seal(text, context(accountId)), clock.instant());
        var uri =
                "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
                        .formatted(
                                ISSUER,
                                escaped(username),
                                text,
                                ISSUER,
                                Totp.DIGITS,
                                Totp.STEP_SECONDS);
        return new Offer(text, uri, QrCode.svg(uri));
    }

    /**
     * @return new recovery codes, which nobody can read again
     */
    List<String> confirm(UUID accountId, UUID sessionId, String typed) {
        var now = clock.instant();
        var offered =
                store.totp(accountId)
                        .filter(row -> isOpen(row.offeredAt(), now))
                        .flatMap(row -> Optional.ofNullable(row.offeredSecret()))
                        .orElseThrow(Factors::noOffer);
        var step =
                Totp.matchingStep(
                        open(accountId, offered), typed.replaceAll("\\s", ""), now, Long.MIN_VALUE);
        if (step.isEmpty()) {
            throw new ParleyException(
                    ErrorCode.BAD_CODE,
                    "This is not the code that belongs to this secret now. Is the clock right?");
        }
        var codes = recoveryCodes.make();
        if (!store.enable(accountId, offered, step.getAsLong(), hashes(accountId, codes), now)) {
            throw noOffer();
        }
        events.publishEvent(new FactorsChanged(accountId, Change.ADDED, Method.TOTP, sessionId));
        return codes;
    }

    void removeTotp(UUID accountId, UUID sessionId) {
        boolean removed =
                transactions.transaction(
                        () -> {
                            boolean counted = store.removeTotp(accountId);
                            dropCodesOfNothing(accountId);
                            return counted;
                        });
        if (removed) {
            events.publishEvent(
                    new FactorsChanged(accountId, Change.REMOVED, Method.TOTP, sessionId));
        }
    }

    @EventListener
    void on(PasskeysChanged event) {
        dropCodesOfNothing(event.accountId());
        events.publishEvent(
                new FactorsChanged(
                        event.accountId(),
                        event.added() ? Change.ADDED : Change.REMOVED,
                        Method.PASSKEY,
                        event.sessionId()));
    }

    List<String> newRecoveryCodes(UUID accountId, UUID sessionId) {
        if (methods(accountId).isEmpty()) {
            throw new ParleyException(
                    ErrorCode.CONFLICT, "There is no second factor that codes could stand in for.");
        }
        var codes = recoveryCodes.make();
        store.replaceCodes(accountId, hashes(accountId, codes), clock.instant());
        events.publishEvent(
                new FactorsChanged(accountId, Change.REPLACED, Method.RECOVERY_CODE, sessionId));
        return codes;
    }

    private void dropCodesOfNothing(UUID accountId) {
        if (methods(accountId).isEmpty()) {
            store.replaceCodes(accountId, List.of(), clock.instant());
        }
    }

    private @Nullable Instant totpSince(UUID accountId) {
        return store.totp(accountId).map(JdbcFactorStore.TotpRow::enabledAt).orElse(null);
    }

    private List<byte[]> hashes(UUID accountId, List<String> codes) {
        return codes.stream()
                .map(code -> RecoveryCodes.normalized(code).orElseThrow())
                .map(code -> recoveryCodes.hash(accountId, code))
                .toList();
    }

    private byte[] open(UUID accountId, String sealed) {
        return Base32.decode(box.open(sealed, context(accountId)));
    }

    private static boolean isOpen(@Nullable Instant offeredAt, Instant now) {
        return offeredAt != null && now.isBefore(offeredAt.plus(OFFER));
    }

    private static ParleyException noOffer() {
        return new ParleyException(
                ErrorCode.CONFLICT, "No secret waits for its first code. Please begin again.");
    }

    private static String context(UUID accountId) {
        return "totp/" + accountId;
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
