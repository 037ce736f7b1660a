package app.parley.account.passkey;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A device with one passkey and the browser before it, written from the standard (Web
 * Authentication Level 3, sections 5.8.1, 6.1 and 6.5): P-256, no attestation. Its fields make it
 * lie.
 */
public final class SecurityKey {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;
    private static final int BACKUP_ELIGIBLE = 0x08;
    private static final int BACKED_UP = 0x10;
    private static final int HAS_KEY = 0x40;

    /** What the browser says that the page's origin is. */
    String origin;

    /** Whether it asks for a fingerprint or a PIN. */
    boolean verifiesUser = true;

    /** Whether the keys are copied from device to device. */
    boolean synced;

    /** How often it has signed; 0 for one that does not count. */
    long signCount = 1;

    private final KeyPair keys;
    private final byte[] credentialId = new byte[32];
    private String userHandle = "";

    public SecurityKey(String origin) {
        this.origin = origin;
        new SecureRandom().nextBytes(credentialId);
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Answers {@code navigator.credentials.create}. */
    public ObjectNode create(JsonNode options) {
        userHandle = options.path("user").path("id").asString();
        var client = clientData("webauthn.create", options);
        var authenticatorData =
                authenticatorData(options.path("rp").path("id").asString(), attestedKey());
        var attestation =
                concat(
                        new byte[] {(byte) 0xa3},
                        cbor("fmt"),
                        cbor("none"),
                        cbor("attStmt"),
                        new byte[] {(byte) 0xa0},
                        cbor("authData"),
                        cbor(authenticatorData));
        var answer = answer();
        var response = answer.putObject("response");
        response.put("clientDataJSON", base64(client));
        response.put("attestationObject", base64(attestation));
        response.putArray("transports").add("internal").add("hybrid");
        response.put("publicKeyAlgorithm", -7);
        return answer;
    }

    /** Answers {@code navigator.credentials.get}. */
    public ObjectNode get(JsonNode options) {
        signCount += signCount == 0 ? 0 : 1;
        return sign(options);
    }

    /** Answers without counting on: what a copy of the device would do. */
    ObjectNode sign(JsonNode options) {
        var client = clientData("webauthn.get", options);
        var authenticatorData = authenticatorData(options.path("rpId").asString(), new byte[0]);
        var answer = answer();
        var response = answer.putObject("response");
        response.put("clientDataJSON", base64(client));
        response.put("authenticatorData", base64(authenticatorData));
        response.put("signature", base64(signature(concat(authenticatorData, sha256(client)))));
        response.put("userHandle", userHandle);
        return answer;
    }

    private ObjectNode answer() {
        var answer = JSON.createObjectNode();
        answer.put("id", base64(credentialId));
        answer.put("rawId", base64(credentialId));
        answer.put("type", "public-key");
        answer.put("authenticatorAttachment", "platform");
        answer.putObject("clientExtensionResults");
        return answer;
    }

    private byte[] clientData(String type, JsonNode options) {
        var data = JSON.createObjectNode();
        data.put("type", type);
        data.put("challenge", options.path("challenge").asString());
        data.put("origin", origin);
        data.put("crossOrigin", false);
        return JSON.writeValueAsBytes(data);
    }

    private byte[] authenticatorData(String rpId, byte[] attestedKey) {
        int flags =
                USER_PRESENT
                        | (verifiesUser ? USER_VERIFIED : 0)
                        | (synced ? BACKUP_ELIGIBLE | BACKED_UP : 0)
                        | (attestedKey.length > 0 ? HAS_KEY : 0);
        return concat(
                sha256(rpId.getBytes(StandardCharsets.UTF_8)),
                ByteBuffer.allocate(5).put((byte) flags).putInt((int) signCount).array(),
                attestedKey);
    }

    private byte[] attestedKey() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        return concat(
                new byte[16],
                ByteBuffer.allocate(2).putShort((short) credentialId.length).array(),
                credentialId,
                // COSE: a map of kty EC2, alg ES256, crv P-256, x and y.
                new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21},
                cbor(coordinate(point.getAffineX().toByteArray())),
                new byte[] {0x22},
                cbor(coordinate(point.getAffineY().toByteArray())));
    }

    private byte[] signature(byte[] signed) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] coordinate(byte[] number) {
        var padded = new byte[32];
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, padded, 32 - length, length);
        return padded;
    }

    private static byte[] cbor(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return concat(new byte[] {(byte) (0x60 | bytes.length)}, bytes);
    }

    private static byte[] cbor(byte[] bytes) {
        return concat(new byte[] {0x59, (byte) (bytes.length >> 8), (byte) bytes.length}, bytes);
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
