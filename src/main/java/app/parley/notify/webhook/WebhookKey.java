package app.parley.notify.webhook;

import app.parley.platform.secret.LastingKeys;
import app.parley.platform.secret.LastingKeys.Purpose;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.springframework.stereotype.Component;

/** What this installation signs its webhooks with: an Ed25519 key, the same in all replicas. */
@Component
class WebhookKey {
    /** What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410). */
    private static final byte[] INFO = HexFormat.of().parseHex("302a300506032b6570032100");

    private final PrivateKey privateKey;
    private final byte[] publicKey;

    WebhookKey(LastingKeys keys) {
        var seed = keys.key(Purpose.WEBHOOK_SIGNING).getEncoded();
        publicKey = new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
        try {
            privateKey =
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(
                                    new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no Ed25519", impossible);
        }
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    /** The key's thumbprint (RFC 7638). */
    String id() {
        var canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x() + "\"}";
        try {
            return base64(
                    MessageDigest.getInstance("SHA-256")
                            .digest(canonical.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String pem() {
        var info = new byte[INFO.length + publicKey.length];
        System.arraycopy(INFO, 0, info, 0, INFO.length);
        System.arraycopy(publicKey, 0, info, INFO.length, publicKey.length);
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getEncoder().encodeToString(info)
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** A set of one key (RFC 7517, RFC 8037). */
    Map<String, Object> keySet() {
        return Map.of(
                "keys",
                List.of(
                        Map.of(
                                "kty", "OKP", "crv", "Ed25519", "x", x(), "kid", id(), "use", "sig",
                                "alg", "EdDSA")));
    }

    private String x() {
        return base64(publicKey);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
