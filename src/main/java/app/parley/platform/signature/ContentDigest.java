package app.parley.platform.signature;

import app.parley.platform.signature.StructuredField.Bare;
import app.parley.platform.signature.StructuredField.Item;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;

/** The field {@code Content-Digest} (RFC 9530). */
public final class ContentDigest {
    /** Those that are not broken; the others say nothing. */
    private static final Map<String, String> ALGORITHMS =
            Map.of("sha-256", "SHA-256", "sha-512", "SHA-512");

    private ContentDigest() {}

    /** The field's value for a body. */
    public static String of(byte[] body) {
        return "sha-256=" + new Bare.Bytes(digest("SHA-256", body)).text();
    }

    /**
     * Whether every digest that counts is the body's, and there is one.
     *
     * @param lines the values of the field's lines
     * @throws InvalidSignatureException if they cannot be read
     */
    public static boolean matches(List<String> lines, byte[] body) {
        int checked = 0;
        for (var claim : StructuredFieldParser.dictionary("Content-Digest", lines).entrySet()) {
            var algorithm = ALGORITHMS.get(claim.getKey());
            if (algorithm == null) {
                continue;
            }
            if (!(claim.getValue() instanceof Item item)
                    || !(item.value() instanceof Bare.Bytes(byte[] claimed))
                    || !MessageDigest.isEqual(claimed, digest(algorithm, body))) {
                return false;
            }
            checked++;
        }
        return checked > 0;
    }

    private static byte[] digest(String algorithm, byte[] body) {
        try {
            return MessageDigest.getInstance(algorithm).digest(body);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
