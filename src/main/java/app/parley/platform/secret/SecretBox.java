package app.parley.platform.secret;

import app.parley.platform.command.Offline;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Encrypts the credentials that the database keeps. Each text has a random key of its own
 * (AES-256-GCM, NIST SP 800-38D), bound to its place by the context; that key is wrapped by one of
 * the root (AES key wrap, RFC 3394), so that another root needs none of the contexts to take a text
 * over. A sealed text is {@code e1.rootId.wrappedKey.nonce.ciphertext}, the last three in
 * base64url.
 */
@Component
@Offline
public class SecretBox {
    private static final String FORM = "e1";
    private static final Pattern SEALED =
            Pattern.compile(FORM + "\\.([0-9a-f]{16})\\.([\\w-]+)\\.([\\w-]+)\\.([\\w-]+)");

    private static final String WRAP = "AES/KW/NoPadding";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final String rootId;
    private final Map<String, SecretKey> wrappingKeys = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();

    public SecretBox(SecretKeys keys) {
        rootId = keys.rootId();
        keys.roots().forEach(root -> wrappingKeys.put(root.id(), root.derive("key-wrap", "AES")));
    }

    /**
     * @param context where the text belongs, such as {@code provider/<id>}; it opens nowhere else
     */
    public String seal(String text, String context) {
        var key = random(KEY_BYTES);
        var nonce = random(NONCE_BYTES);
        var content = text.getBytes(StandardCharsets.UTF_8);
        return String.join(
                ".",
                FORM,
                rootId,
                encoded(wrap(new SecretKeySpec(key, "AES"))),
                encoded(nonce),
                encoded(crypt(Cipher.ENCRYPT_MODE, key, nonce, context, content)));
    }

    /**
     * @throws IllegalStateException if the text was sealed with a root that is not here or for
     *     another place, or was changed
     */
    public String open(String sealed, String context) {
        var parts = SEALED.matcher(sealed);
        if (!parts.matches()) {
            throw new IllegalStateException("not what was sealed for " + context);
        }
        var key = unwrap(parts.group(1), parts.group(2)).getEncoded();
        var content = decoded(parts.group(4));
        var text = crypt(Cipher.DECRYPT_MODE, key, decoded(parts.group(3)), context, content);
        return new String(text, StandardCharsets.UTF_8);
    }

    /**
     * The same text with every key in it wrapped by the root of now, wherever in it sealed texts
     * stand.
     *
     * @return empty if nothing in it changes: all is wrapped so already, or by a root that is not
     *     here
     */
    public Optional<String> rewrapped(String text) {
        var renewed = SEALED.matcher(text).replaceAll(this::rewrapped);
        return renewed.equals(text) ? Optional.empty() : Optional.of(renewed);
    }

    /** Whether a sealed text stands in it that a root has wrapped that is not here. */
    public boolean isSealedElsewhere(String text) {
        return SEALED.matcher(text)
                .results()
                .anyMatch(found -> !wrappingKeys.containsKey(found.group(1)));
    }

    private String rewrapped(MatchResult sealed) {
        if (sealed.group(1).equals(rootId)) {
            return sealed.group();
        }
        try {
            var key = wrap(unwrap(sealed.group(1), sealed.group(2)));
            return String.join(".", FORM, rootId, encoded(key), sealed.group(3), sealed.group(4));
        } catch (IllegalStateException lost) {
            return sealed.group();
        }
    }

    private byte[] wrap(SecretKey key) {
        try {
            var cipher = Cipher.getInstance(WRAP);
            cipher.init(Cipher.WRAP_MODE, wrappingKeys.get(rootId));
            return cipher.wrap(key);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no " + WRAP, impossible);
        }
    }

    private SecretKey unwrap(String from, String wrapped) {
        var wrappingKey = wrappingKeys.get(from);
        if (wrappingKey == null) {
            throw new IllegalStateException("sealed with a key that is not here");
        }
        try {
            var cipher = Cipher.getInstance(WRAP);
            cipher.init(Cipher.UNWRAP_MODE, wrappingKey);
            return (SecretKey) cipher.unwrap(decoded(wrapped), "AES", Cipher.SECRET_KEY);
        } catch (GeneralSecurityException changed) {
            throw new IllegalStateException("the key of a sealed text was changed", changed);
        }
    }

    private static byte[] crypt(
            int mode, byte[] key, byte[] nonce, String context, byte[] content) {
        try {
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(content);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("cannot open what was sealed for " + context, failed);
        }
    }

    private byte[] random(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException changed) {
            throw new IllegalStateException("the text was changed", changed);
        }
    }
}
