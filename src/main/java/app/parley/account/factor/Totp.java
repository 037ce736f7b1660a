package app.parley.account.factor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords (RFC 6238): SHA-1, six digits, steps of 30 seconds, because every
 * app knows those and some know nothing else.
 */
final class Totp {
    static final int DIGITS = 6;
    static final int STEP_SECONDS = 30;

    /** A clock may be this many steps off, in either direction. */
    private static final int WINDOW = 1;

    private static final String ALGORITHM = "HmacSHA1";

    private Totp() {}

    static long stepAt(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), STEP_SECONDS);
    }

    /**
     * The step that a code is of.
     *
     * @param lastStep codes of this step, or of an earlier one, are used up
     */
    static OptionalLong matchingStep(byte[] secret, String code, Instant now, long lastStep) {
        long current = stepAt(now);
        var typed = code.getBytes(StandardCharsets.UTF_8);
        var found = OptionalLong.empty();
        for (long step = current - WINDOW; step <= current + WINDOW; step++) {
            var expected = code(secret, step).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(expected, typed) && step > lastStep) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    static String code(byte[] secret, long step) {
        return code(secret, step, ALGORITHM, DIGITS);
    }

    static String code(byte[] secret, long step, String algorithm, int digits) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            // Dynamic truncation: RFC 4226, section 5.3.
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fffffff;
            var text = Integer.toString(number % (int) Math.pow(10, digits));
            return "0".repeat(digits - text.length()) + text;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has " + algorithm, missing);
        }
    }
}
