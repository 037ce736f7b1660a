package app.parley.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * A refresh token: the session's id, a 256-bit secret and a seal. The database keeps the SHA-256 of
 * the whole.
 *
 * <p>The seal shows that a token was once ours: a replaced one that comes back is told from noise
 * without a row for each token ever given. A token's successor is a function of the token and the
 * server's key, so that a client whose answer was lost, or two tabs that refresh at once, get the
 * same successor and not two rival ones.
 */
record RefreshToken(UUID sessionId, byte[] bytes) {
    private static final int ID = 16;
    private static final int SECRET = 32;
    private static final int SEAL = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    static RefreshToken first(UUID sessionId, SecretKey key) {
        var secret = new byte[SECRET];
        RANDOM.nextBytes(secret);
        return sealed(sessionId, secret, key);
    }

    static Optional<RefreshToken> parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        if (bytes.length != ID + SECRET + SEAL) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.wrap(bytes);
        return Optional.of(new RefreshToken(new UUID(buffer.getLong(), buffer.getLong()), bytes));
    }

    RefreshToken successor(SecretKey key) {
        return sealed(sessionId, mac(key, "next", bytes), key);
    }

    /** Whether this server made the token, however long ago. */
    boolean isGenuine(SecretKey key) {
        var expected = sealOf(Arrays.copyOf(bytes, ID + SECRET), key);
        return MessageDigest.isEqual(
                expected, Arrays.copyOfRange(bytes, ID + SECRET, bytes.length));
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no SHA-256", impossible);
        }
    }

    String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "RefreshToken[" + sessionId + "]";
    }

    private static RefreshToken sealed(UUID sessionId, byte[] secret, SecretKey key) {
        var body =
                ByteBuffer.allocate(ID + SECRET)
                        .putLong(sessionId.getMostSignificantBits())
                        .putLong(sessionId.getLeastSignificantBits())
                        .put(secret)
                        .array();
        var whole = Arrays.copyOf(body, ID + SECRET + SEAL);
        System.arraycopy(sealOf(body, key), 0, whole, ID + SECRET, SEAL);
        return new RefreshToken(sessionId, whole);
    }

    private static byte[] sealOf(byte[] body, SecretKey key) {
        return Arrays.copyOf(mac(key, "seal", body), SEAL);
    }

    private static byte[] mac(SecretKey key, String purpose, byte[] input) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(input);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no HmacSHA256", impossible);
        }
    }
}
