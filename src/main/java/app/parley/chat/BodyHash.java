package app.parley.chat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Tells a repeated request from another one with the same key. */
final class BodyHash {
    private BodyHash() {}

    static String of(UUID conversationId, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(conversationId.toString().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
