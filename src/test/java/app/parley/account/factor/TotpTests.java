package app.parley.account.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTests {
    private static final String DIGITS =
            "1234567890123456789012345678901234567890123456789012345678901234";
    private static final byte[] SECRET =
            DIGITS.substring(0, 20).getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:10Z");

    /** RFC 6238, Appendix B, whole. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082, 46119246, 90693936",
        "1111111109, 07081804, 68084774, 25091201",
        "1111111111, 14050471, 67062674, 99943326",
        "1234567890, 89005924, 91819424, 93441116",
        "2000000000, 69279037, 90698825, 38618901",
        "20000000000, 65353130, 77737706, 47863826"
    })
    void makesTheCodesOfTheStandard(long second, String sha1, String sha256, String sha512) {
        long step = Totp.stepAt(Instant.ofEpochSecond(second));

        assertThat(Totp.code(seed(20), step, "HmacSHA1", 8)).isEqualTo(sha1);
        assertThat(Totp.code(seed(32), step, "HmacSHA256", 8)).isEqualTo(sha256);
        assertThat(Totp.code(seed(64), step, "HmacSHA512", 8)).isEqualTo(sha512);
        // An app shows six digits: the last of the eight.
        assertThat(Totp.code(seed(20), step)).isEqualTo(sha1.substring(2));
    }

    @Test
    void takesTheCodeBeforeAndTheCodeAfterAndNoOther() {
        long step = Totp.stepAt(NOW);

        for (long off = -3; off <= 3; off++) {
            var found = Totp.matchingStep(SECRET, Totp.code(SECRET, step + off), NOW, 0);
            if (Math.abs(off) <= 1) {
                assertThat(found).hasValue(step + off);
            } else {
                assertThat(found).isEmpty();
            }
        }
    }

    @Test
    void takesNoCodeOfAStepThatIsUsedUp() {
        long step = Totp.stepAt(NOW);

        assertThat(Totp.matchingStep(SECRET, Totp.code(SECRET, step), NOW, step)).isEmpty();
        assertThat(Totp.matchingStep(SECRET, Totp.code(SECRET, step - 1), NOW, step)).isEmpty();
        assertThat(Totp.matchingStep(SECRET, Totp.code(SECRET, step + 1), NOW, step))
                .hasValue(step + 1);
    }

    /** RFC 4648, section 10. */
    @ParameterizedTest
    @CsvSource({
        "f, MY",
        "fo, MZXQ",
        "foo, MZXW6",
        "foob, MZXW6YQ",
        "fooba, MZXW6YTB",
        "foobar, MZXW6YTBOI"
    })
    void writesSecretsAsAppsReadThem(String text, String base32) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);

        assertThat(Base32.encode(bytes)).isEqualTo(base32);
        assertThat(Base32.decode(base32)).isEqualTo(bytes);
    }

    private static byte[] seed(int length) {
        return DIGITS.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }
}
