package app.parley.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret of a link: 256 random bits, of which the database keeps the SHA-256 alone.
 *
 * @param text as the link carries it
 */
record SecretToken(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final int LONGEST = 200;

    static SecretToken create() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new SecretToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    byte[] hash() {
        return hashOf(text);
    }

    /** Of whatever was sent; what is too long to be one is like any other wrong one. */
    static byte[] hashOf(String presented) {
        try {
            var possible = presented.length() > LONGEST ? "" : presented;
            return MessageDigest.getInstance("SHA-256")
                    .digest(possible.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("the JDK has no SHA-256", impossible);
        }
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "SecretToken";
    }
}
