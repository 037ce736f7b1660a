package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordHasherTests {
    private final PasswordHasher hasher = new PasswordHasher();

    @AfterEach
    void close() {
        hasher.close();
    }

    @Test
    void hashesWithArgon2idAndASaltOfItsOwn() {
        var one = hasher.hash("a pass phrase");
        var other = hasher.hash("a pass phrase");

        assertThat(one).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(other);
        assertThat(hasher.matches("a pass phrase", one)).isTrue();
        assertThat(hasher.matches("A pass phrase", one)).isFalse();
        assertThat(hasher.matches("", one)).isFalse();
    }

    @Test
    void takesAsLongForNobodyAsForSomebody() {
        var hash = hasher.hash("a pass phrase");
        var somebody = new long[15];
        var nobody = new long[15];

        for (int i = 0; i < somebody.length; i++) {
            somebody[i] = nanosOf(() -> assertThat(hasher.matches("wrong", hash)).isFalse());
            nobody[i] = nanosOf(() -> assertThat(hasher.matches("wrong", null)).isFalse());
        }

        // The least that each took: whatever else runs on the machine only adds to it.
        long known = Arrays.stream(somebody).min().orElseThrow();
        long unknown = Arrays.stream(nobody).min().orElseThrow();
        assertThat((double) unknown / known).isBetween(0.4, 2.5);
        assertThat(hasher.matches("nobody has this password", null)).isFalse();
    }

    private static long nanosOf(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }
}
