package app.parley.account.key;

import app.parley.platform.signature.SignatureAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Public keys as people paste them: PEM (RFC 7468). */
final class PublicKeyText {
    private static final int LONGEST = 5_000;
    private static final Pattern PEM =
            Pattern.compile(
                    "-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");
    private static final List<String> KINDS = List.of("Ed25519", "EC", "RSA");

    private PublicKeyText() {}

    /**
     * @throws IllegalArgumentException with a sentence, if it is no key that requests can be signed
     *     with
     */
    static PublicKey parse(String text) {
        var pem = PEM.matcher(text.strip());
        if (text.length() > LONGEST || !pem.matches()) {
            throw new IllegalArgumentException(
                    "Paste the public key in PEM, beginning with -----BEGIN PUBLIC KEY-----.");
        }
        try {
            return read(Base64.getMimeDecoder().decode(pem.group(1)));
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "The public key is not one of Ed25519, of the curve P-256, or of RSA with at"
                            + " least 2048 bits.",
                    unreadable);
        }
    }

    /**
     * @param der a SubjectPublicKeyInfo (RFC 5280)
     * @throws IllegalArgumentException if requests cannot be signed with it
     */
    static PublicKey read(byte[] der) {
        for (var kind : KINDS) {
            try {
                var key = KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
                if (SignatureAlgorithm.of(key).isPresent()) {
                    return key;
                }
            } catch (GeneralSecurityException anotherKind) {
                // the next one may be it
            }
        }
        throw new IllegalArgumentException("no key of a known kind");
    }
}
