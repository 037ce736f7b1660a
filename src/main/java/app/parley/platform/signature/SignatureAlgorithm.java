package app.parley.platform.signature;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** How a signature is made and checked (RFC 9421, section 3.3). */
public enum SignatureAlgorithm {
    ED25519,
    ECDSA_P256_SHA256,
    RSA_PSS_SHA512,
    HMAC_SHA256;

    private static final int P256_BITS = 256;
    private static final int FEWEST_RSA_BITS = 2048;
    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1);

    /** As the registry of algorithms writes it, such as {@code ecdsa-p256-sha256}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one algorithm that a key is used with: whoever signs does not choose. */
    public static Optional<SignatureAlgorithm> of(Key key) {
        return switch (key) {
            case EdECKey ed
                    when ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName()) ->
                    Optional.of(ED25519);
            case ECKey ec when isP256(ec) -> Optional.of(ECDSA_P256_SHA256);
            case RSAKey rsa when rsa.getModulus().bitLength() >= FEWEST_RSA_BITS ->
                    Optional.of(RSA_PSS_SHA512);
            case SecretKey _ -> Optional.of(HMAC_SHA256);
            default -> Optional.empty();
        };
    }

    private static boolean isP256(ECKey key) {
        // Of the curves with 256 bits the JDK knows this one alone.
        return key.getParams().getOrder().bitLength() == P256_BITS
                && key.getParams().toString().contains("secp256r1");
    }

    byte[] sign(Key key, byte[] text) {
        try {
            if (this == HMAC_SHA256) {
                return mac(key, text);
            }
            var signature = engine();
            signature.initSign((PrivateKey) key);
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("cannot sign with this key", impossible);
        }
    }

    boolean verify(Key key, byte[] text, byte[] signature) {
        try {
            if (this == HMAC_SHA256) {
                return MessageDigest.isEqual(mac(key, text), signature);
            }
            var engine = engine();
            engine.initVerify((PublicKey) key);
            engine.update(text);
            return engine.verify(signature);
        } catch (InvalidKeyException wrongKind) {
            throw new IllegalStateException("the key is not one of " + code(), wrongKind);
        } catch (GeneralSecurityException notEvenASignature) {
            return false;
        }
    }

    private static byte[] mac(Key key, byte[] text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        return mac.doFinal(text);
    }

    private Signature engine() throws GeneralSecurityException {
        return switch (this) {
            case ED25519 -> Signature.getInstance("Ed25519");
            case ECDSA_P256_SHA256 -> Signature.getInstance("SHA256withECDSAinP1363Format");
            case RSA_PSS_SHA512 -> {
                var signature = Signature.getInstance("RSASSA-PSS");
                signature.setParameter(PSS);
                yield signature;
            }
            case HMAC_SHA256 -> throw new IllegalStateException("a MAC is no signature");
        };
    }
}
