package app.parley.platform.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.springframework.stereotype.Component;

/**
 * Encrypts the credentials that the database keeps (AES-256-GCM, NIST SP 800-38D). A sealed text is
 * {@code keyId.nonce.ciphertext} in base64url, bound to its place by the context.
 */
@Component
public class SecretBox {
    private static final String KEY_ID = "k1";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    SecretBox(SecretKeys keys) {
        key = keys.derive("secret-box/" + KEY_ID, "AES");
    }

    /**
     * @param context where the text belongs, such as {@code provider/<id>}; it opens nowhere else
     */
    public String seal(String text, String context) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var sealed =
                apply(Cipher.ENCRYPT_MODE, nonce, context, text.getBytes(StandardCharsets.UTF_8));
        return KEY_ID + "." + encoder.encodeToString(nonce) + "." + encoder.encodeToString(sealed);
    }

    /**
     * @throws IllegalStateException if the text was sealed with another key or for another place,
     *     or was changed
     */
    public String open(String sealed, String context) {
        var parts = sealed.split("\\.");
        if (parts.length != 3 || !parts[0].equals(KEY_ID)) {
            throw new IllegalStateException("sealed with a key that is not here");
        }
        var decoder = Base64.getUrlDecoder();
        var text =
                apply(
                        Cipher.DECRYPT_MODE,
                        decoder.decode(parts[1]),
                        context,
                        decoder.decode(parts[2]));
        return new String(text, StandardCharsets.UTF_8);
    }

    private byte[] apply(int mode, byte[] nonce, String context, byte[] input) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("cannot open what was sealed for " + context, failed);
        }
    }
}
