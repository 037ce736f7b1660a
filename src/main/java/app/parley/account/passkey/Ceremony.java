package app.parley.account.passkey;

import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.verifier.exception.VerificationException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.AttestationConveyancePreference;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialDescriptor;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a device is asked, and whether its answer holds: Spring Security's relying party, without
 * its web session. Options are made anew from the stored challenge for the check, so that "the user
 * was verified" is demanded of every answer, whatever was stored.
 */
final class Ceremony {
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String NAME = "Parley";
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new WebauthnJacksonModule())
                    // Browsers send more than the standard, and newer ones more than older ones.
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private final RelyingParty party;
    private final Bytes challenge;

    Ceremony(RelyingParty party, byte[] challenge) {
        this.party = party;
        this.challenge = new Bytes(challenge);
    }

    /** Whoever registers a passkey. */
    record Owner(UUID id, String username, String displayName) {}

    JsonNode creation(Owner owner, List<JdbcPasskeyStore.Row> known) {
        return JSON.valueToTree(creationOptions(owner, known));
    }

    /**
     * @param allowed empty: the device shows those that it has for this address
     */
    JsonNode request(List<JdbcPasskeyStore.Row> allowed) {
        return JSON.valueToTree(requestOptions(allowed));
    }

    /** The new passkey, if the answer holds. */
    Optional<CredentialRecord> registered(Owner owner, JsonNode answer) {
        try {
            PublicKeyCredential<AuthenticatorAttestationResponse> credential =
                    JSON.treeAsTokens(answer).readValueAs(new TypeReference<>() {});
            var request =
                    new ImmutableRelyingPartyRegistrationRequest(
                            creationOptions(owner, List.of()),
                            new RelyingPartyPublicKey(credential, NAME));
            return Optional.of(operations(new Kept(null)).registerCredential(request));
        } catch (JacksonException
                | VerificationException
                | DataConversionException
                | IllegalArgumentException
                // The library takes the members of an answer for granted.
                | NullPointerException refused) {
            return Optional.empty();
        }
    }

    /** The passkey as it is after this use, if the answer holds. */
    Optional<CredentialRecord> used(JdbcPasskeyStore.Row passkey, JsonNode answer) {
        try {
            PublicKeyCredential<AuthenticatorAssertionResponse> credential =
                    JSON.treeAsTokens(answer).readValueAs(new TypeReference<>() {});
            var kept = new Kept(record(passkey));
            operations(kept)
                    .authenticate(
                            new RelyingPartyAuthenticationRequest(
                                    requestOptions(List.of(passkey)), credential));
            return Optional.ofNullable(kept.saved);
        } catch (JacksonException
                | VerificationException
                | DataConversionException
                | IllegalArgumentException
                // The library takes the members of an answer for granted.
                | NullPointerException refused) {
            return Optional.empty();
        }
    }

    private Webauthn4JRelyingPartyOperations operations(Kept kept) {
        return new Webauthn4JRelyingPartyOperations(
                kept, kept.credentials(), rp(), Set.of(party.origin()));
    }

    private PublicKeyCredentialRpEntity rp() {
        return PublicKeyCredentialRpEntity.builder().id(party.id()).name(NAME).build();
    }

    private PublicKeyCredentialCreationOptions creationOptions(
            Owner owner, List<JdbcPasskeyStore.Row> known) {
        return PublicKeyCredentialCreationOptions.builder()
                .rp(rp())
                .user(user(owner.id(), owner.username(), owner.displayName()))
                .challenge(challenge)
                .pubKeyCredParams(
                        PublicKeyCredentialParameters.ES256,
                        PublicKeyCredentialParameters.EdDSA,
                        PublicKeyCredentialParameters.RS256)
                .timeout(PATIENCE)
                .excludeCredentials(descriptors(known))
                .authenticatorSelection(
                        AuthenticatorSelectionCriteria.builder()
                                .residentKey(ResidentKeyRequirement.REQUIRED)
                                .userVerification(UserVerificationRequirement.REQUIRED)
                                .build())
                .attestation(AttestationConveyancePreference.NONE)
                .build();
    }

    private PublicKeyCredentialRequestOptions requestOptions(List<JdbcPasskeyStore.Row> allowed) {
        return PublicKeyCredentialRequestOptions.builder()
                .rpId(party.id())
                .challenge(challenge)
                .timeout(PATIENCE)
                .allowCredentials(descriptors(allowed))
                .userVerification(UserVerificationRequirement.REQUIRED)
                .build();
    }

    private static List<PublicKeyCredentialDescriptor> descriptors(
            List<JdbcPasskeyStore.Row> passkeys) {
        return passkeys.stream()
                .map(
                        passkey ->
                                PublicKeyCredentialDescriptor.builder()
                                        .id(new Bytes(passkey.credentialId()))
                                        .type(PublicKeyCredentialType.PUBLIC_KEY)
                                        .transports(transports(passkey))
                                        .build())
                .toList();
    }

    private static Set<AuthenticatorTransport> transports(JdbcPasskeyStore.Row passkey) {
        return passkey.transports().stream()
                .map(AuthenticatorTransport::valueOf)
                .collect(Collectors.toSet());
    }

    /** The user handle is the account's id: it tells nothing about the person. */
    private static Bytes handle(UUID accountId) {
        return new Bytes(
                ByteBuffer.allocate(16)
                        .putLong(accountId.getMostSignificantBits())
                        .putLong(accountId.getLeastSignificantBits())
                        .array());
    }

    private static PublicKeyCredentialUserEntity user(UUID id, String name, String displayName) {
        return ImmutablePublicKeyCredentialUserEntity.builder()
                .id(handle(id))
                .name(name)
                .displayName(displayName)
                .build();
    }

    private static CredentialRecord record(JdbcPasskeyStore.Row passkey) {
        return ImmutableCredentialRecord.builder()
                .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .credentialId(new Bytes(passkey.credentialId()))
                .userEntityUserId(handle(passkey.accountId()))
                .publicKey(new ImmutablePublicKeyCose(passkey.publicKey()))
                .signatureCount(passkey.signCount())
                .uvInitialized(true)
                .transports(transports(passkey))
                .backupEligible(passkey.backupEligible())
                .backupState(passkey.backedUp())
                .attestationObject(new Bytes(passkey.attestation()))
                .attestationClientDataJSON(new Bytes(passkey.clientData()))
                .created(passkey.createdAt())
                .lastUsed(passkey.createdAt())
                .label(passkey.name())
                .build();
    }

    /** What the relying party knows during one ceremony: at most one passkey, in memory. */
    private static final class Kept implements PublicKeyCredentialUserEntityRepository {
        private final @Nullable CredentialRecord known;
        private @Nullable CredentialRecord saved;

        Kept(@Nullable CredentialRecord known) {
            this.known = known;
        }

        UserCredentialRepository credentials() {
            return new UserCredentialRepository() {
                @Override
                public void delete(Bytes credentialId) {
                    throw new UnsupportedOperationException("a ceremony deletes nothing");
                }

                @Override
                public void save(CredentialRecord credential) {
                    saved = credential;
                }

                @Override
                public @Nullable CredentialRecord findByCredentialId(Bytes credentialId) {
                    return known != null && known.getCredentialId().equals(credentialId)
                            ? known
                            : null;
                }

                @Override
                public List<CredentialRecord> findByUserId(Bytes userId) {
                    return known == null ? List.of() : List.of(known);
                }
            };
        }

        @Override
        public @Nullable PublicKeyCredentialUserEntity findById(Bytes id) {
            return known != null && known.getUserEntityUserId().equals(id)
                    ? ImmutablePublicKeyCredentialUserEntity.builder()
                            .id(id)
                            .name(NAME)
                            .displayName(NAME)
                            .build()
                    : null;
        }

        @Override
        public @Nullable PublicKeyCredentialUserEntity findByUsername(String username) {
            return null;
        }

        @Override
        public void save(PublicKeyCredentialUserEntity user) {
            throw new UnsupportedOperationException("a ceremony makes nobody");
        }

        @Override
        public void delete(Bytes id) {
            throw new UnsupportedOperationException("a ceremony deletes nobody");
        }
    }
}
