package app.parley.account.key;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A key as a program sends it: {@code sk-}, the id that finds its row, {@code _}, and 256 bits that
 * nobody else knows; the last two in base64url. The row has no more than their SHA-256: they are
 * random, so nothing slower is needed to keep them.
 */
final class BearerKey {
    static final String PREFIX = "sk-";

    private static final int ID_CHARS = 22;
    private static final int SECRET_BYTES = 32;
    private static final int SECRET_CHARS = 43;
    private static final int SECRET_AT = PREFIX.length() + ID_CHARS + 1;
    private static final int HINT_CHARS = 4;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final UUID id;
    private final byte[] secret;

    private BearerKey(UUID id, byte[] secret) {
        this.id = id;
        this.secret = secret;
    }

    static BearerKey generate(UUID id) {
        var secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new BearerKey(id, secret);
    }

    /** Empty if no key looks like that. */
    static Optional<BearerKey> parse(String text) {
        if (text.length() != SECRET_AT + SECRET_CHARS
                || !text.startsWith(PREFIX)
                || text.charAt(SECRET_AT - 1) != '_') {
            return Optional.empty();
        }
        try {
            var decoder = Base64.getUrlDecoder();
            var id =
                    ByteBuffer.wrap(decoder.decode(text.substring(PREFIX.length(), SECRET_AT - 1)));
            var key =
                    new BearerKey(
                            new UUID(id.getLong(), id.getLong()),
                            decoder.decode(text.substring(SECRET_AT)));
            // Bits that base64 leaves over would make several texts one key.
            return key.text().equals(text) ? Optional.of(key) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    UUID id() {
        return id;
    }

    byte[] hash() {
        return sha256(secret);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String text() {
        var bytes = ByteBuffer.allocate(Long.BYTES * 2);
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return PREFIX
                + ENCODER.encodeToString(bytes.array())
                + '_'
                + ENCODER.encodeToString(secret);
    }

    /** Tells it from other keys, and nobody what it is. */
    String hint() {
        var text = text();
        return PREFIX + '…' + text.substring(text.length() - HINT_CHARS);
    }

    /** Keeps the key out of logs. */
    @Override
    public String toString() {
        return "BearerKey[" + id + "]";
    }
}
