package app.parley.platform.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/** What other keys are derived from, by HKDF (RFC 5869). */
final class RootKey {
    private static final int ID_BYTES = 8;

    private final byte[] secret;

    RootKey(byte[] secret) {
        this.secret = secret.clone();
    }

    /** A root that somebody wrote into the settings. */
    static RootKey of(String typed) {
        return new RootKey(typed.getBytes(StandardCharsets.UTF_8));
    }

    /** Tells roots apart, and nothing of what they are: lower-case hexadecimal digits. */
    String id() {
        var id = derive("root-key-id", "none").getEncoded();
        return HexFormat.of().formatHex(id, 0, ID_BYTES);
    }

    /** A 256-bit key for one purpose; the same purpose always gives the same key. */
    SecretKey derive(String purpose, String algorithm) {
        var parameters =
                HKDFParameterSpec.ofExtract()
                        .addIKM(secret)
                        .thenExpand(("parley/" + purpose).getBytes(StandardCharsets.UTF_8), 32);
        try {
            return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, parameters);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no HKDF-SHA256", impossible);
        }
    }
}
