package app.parley.account.factor;

import app.parley.platform.command.Offline;
import app.parley.platform.secret.LastingKeys;
import app.parley.platform.secret.LastingKeys.Purpose;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import org.springframework.stereotype.Component;

/**
 * Codes for whoever lost their phone: fifty random bits each, on paper. They are kept as a keyed
 * hash, so that a copy of the database alone is not enough to try them all.
 */
@Component
@Offline
class RecoveryCodes {
    static final int COUNT = 10;

    /** Crockford's: what looks like another character is not in it. */
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final int LENGTH = 10;
    private static final String ALGORITHM = "HmacSHA256";

    private final LastingKeys keys;
    private final SecureRandom random = new SecureRandom();

    RecoveryCodes(LastingKeys keys) {
        this.keys = keys;
    }

    List<String> make() {
        return Stream.generate(this::one).distinct().limit(COUNT).toList();
    }

    /** The one form of a code, however it is typed; empty if it cannot be one. */
    static Optional<String> normalized(String typed) {
        var text =
                typed.replaceAll("[\\s-]", "")
                        .toLowerCase(Locale.ROOT)
                        .replace('o', '0')
                        .replace('i', '1')
                        .replace('l', '1');
        return text.length() == LENGTH && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)
                ? Optional.of(text)
                : Optional.empty();
    }

    /** What is kept of a code; the same code of two people is kept as different bytes. */
    byte[] hash(UUID accountId, String normalized) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(keys.key(Purpose.RECOVERY_CODE));
            return mac.doFinal((accountId + "/" + normalized).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has " + ALGORITHM, missing);
        }
    }

    private String one() {
        var code = new StringBuilder(LENGTH + 1);
        for (int at = 0; at < LENGTH; at++) {
            if (at == LENGTH / 2) {
                code.append('-');
            }
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }
}
