package app.parley.account.passkey;

import app.parley.platform.command.Offline;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Asks devices for passkeys, and says whose passkey has answered. */
@Service
@Offline
public class Passkeys {
    private static final int CHALLENGE_BYTES = 32;
    private static final int MOST = 50;
    private static final int LONGEST_NAME = 100;

    private final JdbcPasskeyStore store;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Passkeys(JdbcPasskeyStore store, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What a browser asks a device with.
     *
     * @param request names this question when it is answered; once, within five minutes
     * @param publicKey as {@code PublicKeyCredential.parse…OptionsFromJSON} takes it
     */
    public record Question(UUID request, JsonNode publicKey) {}

    public List<Passkey> of(UUID accountId) {
        return store.of(accountId).stream().map(JdbcPasskeyStore.Row::passkey).toList();
    }

    /**
     * Asks for a proof.
     *
     * @param accountId whose passkeys will do; null for whoever has one
     */
    public Question ask(RelyingParty party, Purpose purpose, @Nullable UUID accountId) {
        var challenge = challenge();
        var allowed = accountId == null ? List.<JdbcPasskeyStore.Row>of() : store.of(accountId);
        var request = keep(purpose, accountId, challenge);
        return new Question(request, new Ceremony(party, challenge).request(allowed));
    }

    /**
     * Takes the answer.
     *
     * @return whose passkey it is
     * @throws ParleyException {@code bad-credentials} whatever is wrong with it
     */
    public UUID answered(RelyingParty party, Purpose purpose, UUID request, JsonNode answer) {
        var asked = store.take(request, purpose, clock.instant()).orElseThrow(Passkeys::over);
        var passkey =
                credentialId(answer)
                        .flatMap(store::byCredential)
                        .filter(
                                row ->
                                        asked.accountId() == null
                                                || asked.accountId().equals(row.accountId()))
                        .orElseThrow(Passkeys::refused);
        var used =
                new Ceremony(party, asked.challenge())
                        .used(passkey, answer)
                        .orElseThrow(Passkeys::refused);
        if (!store.used(
                passkey.id(), used.getSignatureCount(), used.isBackupState(), clock.instant())) {
            throw refused();
        }
        return passkey.accountId();
    }

    /** Takes all away from somebody who lost them. */
    public void removeAll(UUID accountId) {
        store.removeAll(accountId);
    }

    public void forgetOldQuestions() {
        store.forgetRequestsBefore(clock.instant());
    }

    Question offer(RelyingParty party, Ceremony.Owner owner) {
        var challenge = challenge();
        var request = keep(Purpose.REGISTER, owner.id(), challenge);
        return new Question(
                request, new Ceremony(party, challenge).creation(owner, store.of(owner.id())));
    }

    Passkey add(
            RelyingParty party,
            Ceremony.Owner owner,
            UUID sessionId,
            UUID request,
            String name,
            JsonNode answer) {
        var asked =
                store.take(request, Purpose.REGISTER, clock.instant())
                        .filter(question -> owner.id().equals(question.accountId()))
                        .orElseThrow(Passkeys::over);
        if (store.of(owner.id()).size() >= MOST) {
            throw new ParleyException(
                    ErrorCode.CONFLICT, "There are too many passkeys. Please remove one first.");
        }
        var made =
                new Ceremony(party, asked.challenge())
                        .registered(owner, answer)
                        .orElseThrow(
                                () ->
                                        new ParleyException(
                                                ErrorCode.INVALID_REQUEST,
                                                "The device's answer does not hold."));
        var attestation = made.getAttestationObject();
        var clientData = made.getAttestationClientDataJSON();
        if (attestation == null || clientData == null) {
            throw new IllegalStateException("a passkey without its attestation");
        }
        var row =
                new JdbcPasskeyStore.Row(
                        Ids.newId(),
                        owner.id(),
                        made.getCredentialId().getBytes(),
                        made.getPublicKey().getBytes(),
                        attestation.getBytes(),
                        clientData.getBytes(),
                        made.getSignatureCount(),
                        made.getTransports().stream()
                                .map(AuthenticatorTransport::getValue)
                                .filter(transport -> transport.matches("[a-z-]{1,20}"))
                                .collect(Collectors.toSet()),
                        made.isBackupEligible(),
                        made.isBackupState(),
                        checked(name),
                        clock.instant(),
                        null);
        if (!store.add(row)) {
            throw new ParleyException(ErrorCode.CONFLICT, "This passkey is known already.");
        }
        events.publishEvent(new PasskeysChanged(owner.id(), true, sessionId));
        return row.passkey();
    }

    Passkey rename(UUID accountId, UUID id, String name) {
        if (!store.rename(accountId, id, checked(name))) {
            throw missing();
        }
        return of(accountId).stream()
                .filter(passkey -> passkey.id().equals(id))
                .findFirst()
                .orElseThrow(Passkeys::missing);
    }

    void remove(UUID accountId, UUID id, UUID sessionId) {
        if (!store.remove(accountId, id)) {
            throw missing();
        }
        events.publishEvent(new PasskeysChanged(accountId, false, sessionId));
    }

    private UUID keep(Purpose purpose, @Nullable UUID accountId, byte[] challenge) {
        var id = Ids.newId();
        store.ask(id, purpose, accountId, challenge, clock.instant().plus(Ceremony.PATIENCE));
        return id;
    }

    private byte[] challenge() {
        var challenge = new byte[CHALLENGE_BYTES];
        random.nextBytes(challenge);
        return challenge;
    }

    private static Optional<byte[]> credentialId(JsonNode answer) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(answer.path("rawId").asString("")));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static String checked(String name) {
        var text = name.strip();
        if (text.isEmpty()
                || text.length() > LONGEST_NAME
                || text.codePoints()
                        .anyMatch(
                                c ->
                                        Character.isISOControl(c)
                                                || Character.getType(c) == Character.SURROGATE)) {
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST, "A passkey's name has 1 to 100 characters.");
        }
        return text;
    }

    private static ParleyException over() {
        return new ParleyException(
                ErrorCode.BAD_CREDENTIALS,
                "This took too long, or was answered. Please try again.");
    }

    private static ParleyException refused() {
        return new ParleyException(
                ErrorCode.BAD_CREDENTIALS,
                "This passkey is not known here, or its proof is wrong.");
    }

    private static ParleyException missing() {
        return new ParleyException(ErrorCode.NOT_FOUND, "There is no such passkey.");
    }
}
